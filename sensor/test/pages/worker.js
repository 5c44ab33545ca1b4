onconnect = () => {};
