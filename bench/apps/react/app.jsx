import { lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Route, Routes } from "react-router";

const Book = lazy(() => import("./book.jsx"));
const Visits = lazy(() => import("./visits.jsx"));

createRoot(document.querySelector("#root")).render(
  <BrowserRouter>
    <nav>
      <Link to="/">Start</Link> <Link to="/book">Book</Link> <Link to="/visits">My visits</Link>
    </nav>
    <Suspense fallback="One moment">
      <Routes>
        <Route path="/" element={<h1>Your practice</h1>} />
        <Route path="/book" element={<Book />} />
        <Route path="/visits" element={<Visits />} />
      </Routes>
    </Suspense>
  </BrowserRouter>,
);
