import { Button, ConfigProvider, Input, Modal, Table } from "antd";
import { useEffect, useState } from "react";
import { useSearchParams } from "react-router";

export default function Visits() {
  const [search] = useSearchParams();
  const [rows, setRows] = useState([]);
  const [wanted, setWanted] = useState("");
  const [open, setOpen] = useState(false);
  useEffect(() => {
    fetch("/api/visits").then((answer) => answer.json()).then(setRows);
  }, []);
  const columns = ["day", "clinic"].map((one) => ({
    title: one,
    dataIndex: one,
    sorter: (a, b) => a[one].localeCompare(b[one]),
  }));
  return (
    <ConfigProvider theme={{ token: { motion: false } }}>
      <h1>My visits</h1>
      {search.get("sent") && <p>We have your request</p>}
      <Input.Search placeholder="Search" onChange={(event) => setWanted(event.target.value)} />
      <Table
        rowKey="day"
        columns={columns}
        dataSource={rows.filter((row) => row.clinic.includes(wanted))}
        pagination={false}
      />
      <Button onClick={() => setOpen(true)}>Cancel a visit</Button>
      <Modal title="Cancel a visit" open={open} onOk={() => setOpen(false)} footer={null}>
        Call us, please.
      </Modal>
    </ConfigProvider>
  );
}
