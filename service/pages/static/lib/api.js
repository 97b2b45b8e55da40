/* One way to talk to the service: JSON both ways, the session's token on every change. */

export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The service answered ${status}.`);
    this.status = status;
    this.code = body.code || "";
    this.body = body;
  }
}

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

async function problem(response) {
  let body = {};
  if ((response.headers.get("content-type") || "").includes("json")) body = await response.json();
  return new Problem(response.status, body);
}

export async function send(method, url, body) {
  const form = body instanceof FormData;
  const headers = { "X-CSRF-Token": token(), Accept: "application/json" };
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const response = await fetch(url, {
    method,
    headers,
    credentials: "same-origin",
    body: body === undefined || form ? body : JSON.stringify(body),
  });
  if (!response.ok) throw await problem(response);
  return response.status === 204 ? null : response.json();
}

export const get = (url) => send("GET", url);
export const post = (url, body = {}) => send("POST", url, body);

/* The only way a string becomes markup: a piece of a page from our own server. */
const trusted = window.trustedTypes?.createPolicy("tecum", { createHTML: (text) => text });

/* A piece of a page, made by the server from our own templates. */
export async function fragment(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw await problem(response);
  const text = await response.text();
  const page = new DOMParser().parseFromString(trusted?.createHTML(text) ?? text, "text/html");
  return [...page.body.childNodes];
}
