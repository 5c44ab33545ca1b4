import { Button, Calendar, ConfigProvider, Form, Input, Select, Upload } from "antd";
import dayjs from "dayjs";
import { useNavigate } from "react-router";

const attach = () => {
  const field = document.querySelector("input[type=file]");
  const files = new DataTransfer();
  files.items.add(new File(["Dear doctor"], "letter.txt", { type: "text/plain" }));
  field.files = files.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

export default function Book() {
  const go = useNavigate();
  const send = async (values) => {
    const body = JSON.stringify(values);
    const headers = { "Content-Type": "application/json" };
    await fetch("/api/visits", { method: "POST", headers, body });
    go("/visits?sent=1");
  };
  return (
    <ConfigProvider theme={{ token: { motion: false } }}>
      <h1>Book a visit</h1>
      <Form layout="vertical" onFinish={send} style={{ maxWidth: 400 }}>
        <Form.Item name="name" label="Full name" rules={[{ required: true }]}>
          <Input autoComplete="name" />
        </Form.Item>
        <Form.Item name="email" label="E-mail" rules={[{ type: "email" }]}>
          <Input autoComplete="email" />
        </Form.Item>
        <Form.Item name="clinic" label="Clinic">
          <Select options={["Cardiology", "Oncology"].map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name="story" label="What is it about">
          <Input.TextArea />
        </Form.Item>
        <Calendar fullscreen={false} defaultValue={dayjs("2031-03-02")} />
        <Upload action="/api/letters">
          <Button>Choose a letter</Button>
        </Upload>
        <Button onClick={attach}>Attach the letter</Button>
        <Button htmlType="submit">Send</Button>
      </Form>
    </ConfigProvider>
  );
}
