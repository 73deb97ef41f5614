import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["**/node_modules/", "static/", "staticfiles/", "templates/", "var/", ".venv/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    rules: {
      curly: "error",
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  { files: ["frontend/**/*.js"], languageOptions: { globals: globals.browser } },
  { files: ["*.js", "frontend/icons/*.js"], languageOptions: { globals: globals.node } },
];
