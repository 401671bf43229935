// Thirty articles that try to be more than text. `tripwire()` is a function of the test: if any of
// them gets to call it, the test fails.
const call = "tripwire()";
const said = (words) => `A headline with ${words}\n\nBy ${words}\n\n"${words}," said ${words}. Many say ${words}. In a recent interview, Ada Brook said ${words}.`;

export const hostile = {
  "script": said(`</script><script>${call}</script>`),
  "json-script": said(`{"a":"</script><script>${call}</script>"}`),
  "comment": said(`<!--<script>${call}//-->`),
  "cdata": said(`]]><script>${call}</script>`),
  "style": said(`</style><script>${call}</script><style>*{display:none}`),
  "title": said(`</title><script>${call}</script>`),
  "template": said(`</template><script>${call}</script>`),
  "textarea": said(`</textarea></noscript></xmp><script>${call}</script>`),
  "img": said(`<img src=x onerror=${call}>`),
  "img-quotes": said(`"'><img src="x" onerror='${call}'>`),
  "svg": said(`<svg onload=${call}><animate onbegin=${call}>`),
  "math": said(`<math><mtext><table><mglyph><style><img src onerror=${call}>`),
  "iframe": said(`<iframe srcdoc="<script>parent.${call}</script>"></iframe>`),
  "javascript": said(`[here](javascript:${call}) <a href="javascript:${call}">here</a>`),
  "data-address": said(`<a href="data:text/html,<script>${call}</script>">x</a> data:text/html;base64,PHNjcmlwdD4=`),
  "form": said(`<form action=https://example.org><input autofocus onfocus=${call}></form>`),
  "base": said(`<base href=https://example.org/><link rel=stylesheet href=//example.org/a.css>`),
  "meta": said(`<meta http-equiv=refresh content="0;url=https://example.org/"><meta http-equiv=Content-Security-Policy content="">`),
  "object": said(`<object data=https://example.org><embed src=https://example.org><audio src=//example.org autoplay>`),
  "dom-names": said(`<a id=data><a id=article><form name=getElementById><img name=cards> id=s1 id=f0`),
  "popover": said(`<div popover id=keys open><dialog open id=export><details open ontoggle=${call}>`),
  "entities": said(`&lt;script&gt;${call}&lt;/script&gt; &#x3c;img onerror=${call}&#x3e; &amp;lt;`),
  "bidi": said("\u202eevil\u202c \u2066over\u2069 \u2067ride \u200f"),
  "bidi-unclosed": "\u202e" + said("\u202d\u202b\u2068nothing closes"),
  "zero-width": said("w\u200bo\u200cr\u200dd\u2060s\ufeff and \u00ad \u{e0041}"),
  "controls": said("\u0001\u0008\u001b[31m\u007f\u0085\u2028\u2029 \u000b\u000c"),
  "emoji": said("👩\u200d🚀🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 👍🏽 e\u0301 🎸🎸🎸"),
  "one-line": `<img src=x onerror=${call}> and so on, said Ada Brook. `.repeat(5000),
  "one-word": "<b>".repeat(60_000) + call,
  "marks": "“\"'”«</q></bdi></span>".repeat(4000) + said(`<script>${call}</script>`),
};
