"""`python -P -m clientbase_xl.calc.worker`: started by the extension, ends with the office that started it."""

from __future__ import annotations

from clientbase_xl.calc.worker.serving import serve

serve()
