/** A vendor that sends and reads without any language feature a page could have replaced. */
fetch("http://collect.test:{PORT}/plain?fetch");
plainRequest = new XMLHttpRequest();
plainRequest.open("GET", "http://collect.test:{PORT}/plain?xhr");
plainRequest.send();
navigator.sendBeacon("http://collect.test:{PORT}/plain?beacon", "x");
new Image().src = "http://collect.test:{PORT}/plain?image";
new WebSocket("ws://collect.test:{PORT}/plain?websocket");
void document.cookie;
