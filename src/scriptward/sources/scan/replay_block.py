"""The block that a replay probe adds to a page, built from a JavaScript world of our own.

A page's scripts and recorders see the elements as they see the site's own. Nothing in it asks a
server for anything: links aren't followed, the form is not sent, the picture isn't loaded.
"""

BUILD = r"""
((items, end) => {
  const make = (tag, set = {}, text = '') => {
    const e = document.createElement(tag);
    for (const [name, value] of Object.entries(set)) e.setAttribute(name, value);
    if (text) e.append(text);
    return e;
  };
  const input = (type, set = {}) => make('input', {type, autocomplete: 'off', ...set});
  const under = (tag, ...children) => { const e = make(tag); e.append(...children); return e; };
  const choice = option => under('select', make('option', {}, 'none'), option);
  const marked = (e, marking) => {
    const [name, value = ''] = marking.split('=');
    e.setAttribute(name, value.replaceAll('"', ''));
    return e;
  };
  const made = {
    input_text: () => input('text'),
    input_email: () => input('email'),
    input_tel: () => input('tel'),
    input_search: () => input('search'),
    input_number: () => input('number'),
    input_date: () => input('date'),
    input_password: () => input('password', {autocomplete: 'new-password'}),
    textarea: () => make('textarea'),
    contenteditable: () => make('div', {contenteditable: 'true', style: 'min-height:1em'}),
    submitted: () => {
      const form = under('form', input('text', {name: 'note'}), make('button', {}, 'Send'));
      form.addEventListener('submit', event => event.preventDefault());
      return form;
    },
    input_hidden: v => input('hidden', {value: v}),
    value_attribute: v => input('text', {value: v}),
    value_set_by_script: () => input('text'),
    radio_value: v => input('radio', {value: v}),
    checkbox_value: v => input('checkbox', {value: v}),
    option_value: v => choice(make('option', {value: v}, 'one')),
    radio_label: v => under('label', input('radio', {value: 'on'}), v),
    checkbox_label: v => under('label', input('checkbox'), v),
    option_text: v => choice(make('option', {value: '1'}, v)),
    datalist_option: v => under('datalist', make('option', {value: v})),
    text: v => make('p', {}, v),
    table_text: v => under('table', under('tbody', under('tr', make('td', {}, v)))),
    text_changed: () => make('p', {}, 'wait'),
    shadow_text: v => {
      const host = make('div');
      host.attachShadow({mode: 'open'}).append(make('p', {}, v));
      return host;
    },
    srcdoc_text: v => make('iframe', {srcdoc: `<p>${v}</p>`, style: 'width:9em;height:3em'}),
    placeholder: v => input('text', {placeholder: v}),
    title_attribute: v => make('span', {title: v}, 'i'),
    aria_label: v => make('span', {'aria-label': v, role: 'img'}, 'i'),
    alt: v => make('img', {alt: v}),
    href: v => make('a', {href: `?${v}`}, 'more'),
    src: v => make('img', {loading: 'lazy', style: 'display:none', src: `/${v}.png`}),
    data_attribute: v => make('span', {'data-note': v}, 'i'),
    clicked_text: v => make('button', {type: 'button'}, v),
    clicked_aria_label: v => make('button', {type: 'button', 'aria-label': v}, 'go'),
    marked_text: (v, marking) => marked(make('div', {}, v), marking),
    marked_input: (v, marking) => marked(input('text'), marking),
  };
  const block = make('div', {
    id: end + 'block',
    style: 'position:fixed;inset:0 0 auto 0;max-height:70vh;overflow:auto;background:#fff;' +
      'color:#000;z-index:2147483647;pointer-events:auto',
  });
  for (const [surface, mark, value, marking] of items) {
    if (!made[surface]) continue;
    const place = make('div', {id: mark, class: mark});
    place.append(made[surface](value, marking));
    block.append(place);
  }
  document.body.append(block);
  return JSON.stringify(items.length);
})
"""
"""A function of `[[surface, mark, value, marking], …]` and the end mark."""

CHANGE = r"""
((mark, value) => {
  document.getElementById(mark).firstChild.textContent = value;
  return '1';
})
"""

END = r"""
(end => {
  document.getElementById(end + 'block').append(
    Object.assign(document.createElement('div'), {id: end, className: end, textContent: 'end'}));
  return '1';
})
"""

STANDING = r"""
(marks => JSON.stringify(marks.filter(mark => document.getElementById(mark))))
"""
"""Which of the places are still in the page."""

IN_PAGE = r"""
((field, value, title, titled, query, asked) => {
  const input = document.getElementById(field);
  if (input) input.firstChild.value = value;
  document.title = `${title} ${titled}`;
  const url = new URL(location.href);
  url.searchParams.set(query, asked);
  history.pushState(history.state, '', url);
  return '1';
})
"""
"""Run in the page's own world: recorders look at what its scripts set there."""
