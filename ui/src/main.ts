// Mounts the window.
import { mount } from "svelte";
import "./tokens.css";
import "./base.css";
import App from "./App.svelte";
import { dressAsLast } from "./state/desk.svelte.ts";

dressAsLast();

const target = document.getElementById("app");
if (target) mount(App, { target });
