"""Takes in what browsers report: the sensor's beacons and policy reports. An ASGI app.

    POST /c/<site>     one beacon            POST /csp/<site>    policy reports
    GET  /sensor.js    the live sensor

204 is said after the commit. 503 with Retry-After means that the queue is full.
"""
