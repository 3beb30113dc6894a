// The links are good without this: it spares people the menu behind them.
const said = document.createElement('p');
said.className = 'unseen';
said.setAttribute('aria-live', 'polite');
document.body.append(said);

for (const link of document.querySelectorAll('.feeds .feed-address')) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', `Copy the address ${link.href}`);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(link.href);
    button.textContent = 'Copied';
    said.textContent = `Copied: ${link.href}`;
    setTimeout(() => {
      button.textContent = 'Copy';
      said.textContent = '';
    }, 2000);
  });
  link.after(button);
}
