using System.Diagnostics;
using System.Globalization;

namespace VfioActors.Remote.Tests.Links;

/// <summary>A second process with a topology, on the loopback.</summary>
internal sealed class SecondNode : IDisposable
{
    private readonly Process _process;

    private SecondNode(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    internal required int Port { get; init; }

    /// <summary>The parent of all actors there.</summary>
    internal string Kernel => $"akka.tcp://app@127.0.0.1:{Port}/user/vfio";

    internal static async Task<SecondNode> StartAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "VfioActors.Remote.Node.dll"));
        foreach (var argument in arguments) { start.ArgumentList.Add(argument); }
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("it ended");
        var port = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        return new(process) { Port = port };
    }

    /// <summary>Ends the node in order, and gives what it said last.</summary>
    internal async Task<string> EndAsync()
    {
        _process.StandardInput.Close();
        var said = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return said.Trim();
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    internal async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) { _process.Kill(); }
        _process.Dispose();
    }
}
