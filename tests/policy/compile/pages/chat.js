// An approved vendor: makes code from text, starts a worker, sends home by four ways.
window.chatRan = true;
window.chatDone = (async () => {
  eval('window.evalRan = true');
  const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)'])));
  await new Promise((done) => {
    worker.onerror = done;
    worker.onmessage = () => {
      window.workerRan = true;
      done();
    };
  });
  await reach('api.acme.test', 'hello');
})();
