using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VfioActors.Cli.Tests.Storms;

/// <summary>Takes what is sent by OTLP over HTTP, on the loopback.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<(string Path, string Text)> _taken = new();

    internal Collector()
    {
        (_listener, Url) = Listening();
        _ = TakeAsync();
    }

    internal string Url { get; }

    /// <summary>All that came to a path, as text with whatever numbers are between.</summary>
    internal string TextOf(string path) =>
        string.Concat(_taken.Where(one => one.Path == path).Select(one => one.Text));

    public void Dispose() => _listener.Close();

    /// <summary>A port that was free may be taken by somebody else before it is listened at: then it is another one.
    /// </summary>
    private static (HttpListener Listener, string Url) Listening()
    {
        while (true)
        {
            using TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
            free.Stop();
            HttpListener listener = new();
            listener.Prefixes.Add($"{url}/");
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task TakeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext request;
            try
            {
                request = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using StreamReader reader = new(request.Request.InputStream, Encoding.Latin1);
            _taken.Enqueue((request.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
            request.Response.Close();
        }
    }
}
