Redoc.init("/openapi.yml", { nativeScrollbars: true }, document.getElementById("reference"));
