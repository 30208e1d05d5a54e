using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VfioActors.Cli.Tests.Storms;

/// <summary>Takes what is sent by OTLP over HTTP, on the loopback.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string Text)> _taken = new();

    internal Collector()
    {
        using (TcpListener free = new(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add($"{Url}/");
        _listener.Start();
        _ = TakeAsync();
    }

    internal string Url { get; }

    /// <summary>All that came to a path, as text with whatever numbers are between.</summary>
    internal string TextOf(string path) =>
        string.Concat(_taken.Where(one => one.Path == path).Select(one => one.Text));

    public void Dispose() => _listener.Close();

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
