// A worker of the page: what it sends is its own.
fetch("https://in.truth.test/c/worker-shared/fetch/worker/-/1");
