/** Filters and sorting for the register. It builds its controls itself, so that without scripts none stands idle. */
export const registerScript = `(function(){
var t=document.getElementById('register-table'),f=document.getElementById('filters'),c=document.getElementById('register-count');
if(!t||!f||!c)return;
var rows=[].slice.call(t.tBodies[0].rows),all=c.textContent,fields=[];
function val(r,k){var a=r.getAttribute(k);if(a!==null)return a;var i={'data-r':1,'data-t':5,'data-w':6}[k],o=r.cells[0].querySelector('.soft');return i?r.cells[i].textContent:o?o.textContent:'-'}
function add(label,key){
var d=document.createElement('div'),l=document.createElement('label'),e;
if(key){e=document.createElement('select');e.className='govuk-select';
var seen={};rows.forEach(function(r){seen['.'+val(r,key)]=1});
if(Object.keys(seen).length<2)return;
['All'].concat(Object.keys(seen).map(function(k){return k.slice(1)}).sort(function(a,b){return a.localeCompare(b,'en-GB',{numeric:true})})).forEach(function(v,i){var o=document.createElement('option');o.value=i?'.'+v:'';o.textContent=v;e.appendChild(o)});
}else{e=document.createElement('input');e.className='govuk-input';e.type='search';e.spellcheck=false}
e.id='filter-'+(key||'name').replace('data-','');l.htmlFor=e.id;l.className='govuk-label';l.textContent=label;
d.appendChild(l);d.appendChild(e);f.appendChild(d);fields.push({e:e,k:key});e.addEventListener('input',apply)}
function apply(){var n=0;rows.forEach(function(r){
var ok=fields.every(function(x){if(!x.e.value)return true;
return x.k?'.'+val(r,x.k)===x.e.value:r.cells[0].textContent.toLowerCase().indexOf(x.e.value.toLowerCase())>=0});
r.hidden=!ok;if(ok)n++});
c.textContent=n===rows.length?all:n+' of '+rows.length+' systems'}
add('Name contains');add('Organisation','data-o');add('Rating','data-r');add('Treatment','data-t');add('Wave','data-w');
var s=document.createElement('select'),d=document.createElement('div'),l=document.createElement('label');
s.className='govuk-select';s.id='sort';l.htmlFor='sort';l.className='govuk-label';l.textContent='Order';
['Highest risk first','Name','What drives it','Wave'].forEach(function(v,i){var o=document.createElement('option');o.value=i;o.textContent=v;s.appendChild(o)});
s.addEventListener('input',function(){var col=[-1,0,4,6][+s.value],list=rows.slice();
if(col>=0)list.sort(function(a,b){return a.cells[col].textContent.localeCompare(b.cells[col].textContent,'en-GB',{numeric:true})});
list.forEach(function(r){t.tBodies[0].appendChild(r)})});
d.appendChild(l);d.appendChild(s);f.appendChild(d);f.hidden=false;
})();`
