/** The one entry: styles, htmx, and each controller under the name of its file. */
import "./styles/main.scss";
import "htmx.org/dist/htmx.esm.js";
import "./offline.js";
import "./whole-page.js";
import { Application } from "@hotwired/stimulus";

const application = Application.start();
const controllers = import.meta.glob("./controllers/*.js", { eager: true, import: "default" });

for (const [path, controller] of Object.entries(controllers)) {
  application.register(path.match(/([^/]+)\.js$/)[1], controller);
}
