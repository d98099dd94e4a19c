// Runs before gradio starts: gradio speaks the browser's language, and this settles which one that is.
// The rule is that of stage/texts.js: ?lang= before the one chosen earlier, before the browser's own.
(() => {
  const spoken = ["en", "ja", "zh"];
  let kept = null;
  try {
    kept = localStorage.getItem("anigen-language");
  } catch {
    // storage is switched off
  }
  const wishes = [new URLSearchParams(location.search).get("lang"), kept, ...(navigator.languages ?? [])];
  const codes = wishes.map((wish) => (wish ?? "").toLowerCase().split(/[-_]/)[0]);
  const language = codes.find((code) => spoken.includes(code)) ?? "en";
  document.documentElement.lang = language;
  const told = language === "zh" ? "zh-CN" : language; // gradio knows no plain "zh"
  Object.defineProperty(navigator, "language", { get: () => told, configurable: true });
  Object.defineProperty(navigator, "languages", { get: () => [told], configurable: true });
})();
