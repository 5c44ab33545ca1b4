let windows = 0;
onconnect = ({ ports: [port] }) => port.postMessage(++windows);
