/** Beyond this many rows a page of the register shows so many at a time. */
export const rowsAtATime = 50

/** Runs before the page is drawn: with scripts, only the first rows of a long register are laid out at all. */
export const earlyScript = `document.documentElement.className+=' js'`

/** On a page of systems: a link to one that is not there is sent to the first page, which knows where each stands. */
export const movedScript = `(function(){
function go(){var h=location.hash.slice(1);if(/^system-.+-[0-9a-f]{8}$/.test(h)&&!document.getElementById(h))location.replace('index.html#'+h)}
window.addEventListener('hashchange',go);go()
})();`

/**
 * Filters, order and pages of the register. It builds its controls itself, so that without scripts none stands idle, and
 * the table is then whole; it is whole on paper too. What is chosen stands in the address, so that a view can be sent.
 */
export const registerScript = `(function(){
var size=${rowsAtATime},table=document.getElementById('register-table'),box=document.getElementById('filters'),count=document.getElementById('register-count');
if(!table||!box||!count)return;
var body=table.tBodies[0],all=count.textContent.trim(),fields=[],from=0;
var compare=new Intl.Collator('en-GB',{numeric:true}).compare;
function plain(text){return text.normalize('NFD').replace(/\\p{M}/gu,'').toLowerCase()}
var rows=[].map.call(body.rows,function(r,at){
var texts=[].map.call(r.cells,function(c){return c.textContent.trim()}),soft=r.cells[0].querySelector('.soft');
function of(key,place){var a=r.getAttribute(key);return a===null?place:a}
return{row:r,at:at,name:plain((r.cells[0].querySelector('a')||r.cells[0].firstChild).textContent),texts:texts,o:of('data-o',soft?soft.textContent:'-'),r:of('data-r',texts[1]),t:of('data-t',texts[5]),w:of('data-w',texts[6]),l:of('data-l','Yes')}});
var order=rows.slice(),shown=rows,paged=rows.length>2*size;
function element(tag,properties){var e=document.createElement(tag);for(var k in properties)e[k]=properties[k];return e}
function field(label,id,control){
var d=element('div',{}),l=element('label',{className:'govuk-label',htmlFor:id,textContent:label});
control.id=id;d.appendChild(l);d.appendChild(control);box.appendChild(d)}
function choice(label,key){
var values=rows.map(function(x){return x[key]}).filter(function(v,i,list){return list.indexOf(v)===i});
if(values.length<2)return;
var e=element('select',{className:'govuk-select'});
e.appendChild(element('option',{value:'',textContent:'All'}));
values.sort(compare).forEach(function(v){e.appendChild(element('option',{value:'.'+v,textContent:v}))});
field(label,'filter-'+key,e);fields.push({e:e,key:key,called:label.toLowerCase()});e.addEventListener('input',asked)}
function draw(){
var visible=paged?shown.slice(from,from+size):shown;
body.replaceChildren.apply(body,visible.map(function(x){
x.row.setAttribute('role','row');[].forEach.call(x.row.cells,function(c,i){c.setAttribute('role',i?'cell':'rowheader')});return x.row}));
var n=shown.length,what=n===rows.length?(+sort.value?all.replace(/, [^,]*$/,', by '+orders[+sort.value].toLowerCase()):all):n.toLocaleString('en-GB')+' of '+rows.length.toLocaleString('en-GB')+' systems';
count.textContent=paged&&n>size?what+', '+(from+1).toLocaleString('en-GB')+' to '+Math.min(n,from+size).toLocaleString('en-GB')+' shown':what;
pages.hidden=!paged||n<=size;back.disabled=from===0;on.disabled=from+size>=n}
function filter(){
shown=order.filter(function(x){return fields.every(function(f){
var v=f.e.value;return!v||(f.key?'.'+x[f.key]===v:x.name.indexOf(plain(v))>=0)})});
from=0;draw()}
var name=element('input',{className:'govuk-input',type:'search',spellcheck:false});
field('Name contains','filter-name',name);fields.push({e:name,called:'name'});name.addEventListener('input',asked);
choice('Organisation','o');choice('Rating','r');choice('Legacy','l');choice('Treatment','t');choice('Wave','w');
var sort=element('select',{className:'govuk-select'}),orders=['Highest risk first','Name','What drives it','Wave'];
orders.forEach(function(v,i){sort.appendChild(element('option',{value:i,textContent:v}))});
field('Order','sort',sort);
sort.addEventListener('input',asked);
function put(){
var column=[-1,0,4,6][+sort.value];
order=rows.slice();
if(column>=0)order.sort(function(a,b){return compare(a.texts[column],b.texts[column])||a.at-b.at});
filter()}
function asked(){
put();
var said=fields.filter(function(f){return f.e.value}).map(function(f){return[f.called,f.key?f.e.value.slice(1):f.e.value]});
if(+sort.value)said.push(['order',orders[+sort.value]]);
try{history.replaceState(null,'','#register'+(said.length?'?'+new URLSearchParams(said):''))}catch(e){}}
function read(){
if(location.hash.indexOf('#register?')!==0)return;
var said=new URLSearchParams(location.hash.slice(10));
fields.forEach(function(f){
var v=said.get(f.called)||'';f.e.value=f.key&&v?'.'+v:v;
if(f.e.selectedIndex===-1)f.e.value=''});
sort.value=Math.max(0,orders.indexOf(said.get('order')));
put();(document.getElementById('register')||box).scrollIntoView()}
var pages=element('div',{className:'pages'}),back=element('button',{type:'button',className:'govuk-button govuk-button--secondary',textContent:'Previous '+size}),on=element('button',{type:'button',className:'govuk-button govuk-button--secondary',textContent:'Next '+size});
back.addEventListener('click',function(){from-=size;draw()});
on.addEventListener('click',function(){from+=size;draw()});
pages.appendChild(back);pages.appendChild(on);
var region=table.parentNode;region.parentNode.insertBefore(pages,region.nextSibling);
window.addEventListener('beforeprint',function(){body.replaceChildren.apply(body,shown.map(function(x){return x.row}))});
window.addEventListener('afterprint',draw);
table.className=table.className.replace(' waits','');box.hidden=false;draw();read();
function show(x){
fields.forEach(function(f){f.e.value=''});sort.value='0';order=rows.slice();shown=order;
from=paged?x.at-x.at%size:0;draw();x.row.tabIndex=-1;x.row.scrollIntoView({block:'center'});x.row.focus()}
function find(){
var h=location.hash.slice(1),mark=h.slice(-8);
if(!/^system-.+-[0-9a-f]{8}$/.test(h)||document.getElementById(h))return;
var found=rows.some(function(x){
var a=x.row.querySelector('a'),to=a?a.getAttribute('href'):'';
if(to.slice(-9)==='-'+mark){location.replace(to);return true}
if(x.row.id==='r'+mark){show(x);return true}});
if(!found)[].some.call(document.querySelectorAll('#elsewhere a'),function(a){
var marks=a.getAttribute('data-marks'),i=marks.indexOf(mark);
while(i>=0&&i%8)i=marks.indexOf(mark,i+1);
if(i>=0){location.replace(a.getAttribute('href').split('#')[0]+'#'+h);return true}})}
window.addEventListener('hashchange',function(){read();find()});find()
})();`
