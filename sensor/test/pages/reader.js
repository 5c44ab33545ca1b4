/** A vendor that reads fields, cookies and storage in every way there is a hook for. */
var reader = {
  form: () => document.getElementById("visit"),
  watch(field) {
    field.addEventListener("keydown", (event) => void event.key);
  },
  all() {
    const { email, mrn, agree, reason, department } = reader.form().elements;
    void [email.value, mrn.value, agree.checked, reason.value, department.value];
    void document.cookie;
    void localStorage.getItem("plan");
    void sessionStorage.getItem("step");
  },
  formData: () => [...new FormData(reader.form())].length,
  many(times) {
    for (let i = 0; i < times; i++) void reader.form().elements.mrn.value;
  },
  send: () => void reader.form().querySelector("[type=submit]").value,
};
