using System.ComponentModel;
using System.Diagnostics;
using Akka.Actor;
using VfioActors.Cluster.Fleets;
using VfioActors.Cluster.Searches.Nodes;

namespace VfioActors.Cluster.Searches.Askers;

/// <summary>The nodes of a search that were started here: gone when it is disposed of.</summary>
internal sealed class SearchProcesses : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly List<Process> _processes = [];

    /// <summary>Starts them.</summary>
    /// <param name="programs">What each is.</param>
    /// <param name="seed">The address that it is told, as HOST:PORT.</param>
    /// <param name="ended">Told when one has ended, whenever that is.</param>
    /// <exception cref="NodeEndedException">One could not be started.</exception>
    internal void Start(IEnumerable<NodeProgram> programs, string seed, Action<Address?> ended)
    {
        foreach (var program in programs) { Start(program, seed, ended); }
    }

    /// <summary>Ends them: they leave when nobody speaks to them any more.</summary>
    public void Dispose()
    {
        foreach (var process in _processes) { process.StandardInput.Close(); }
        foreach (var process in _processes)
        {
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                process.WaitForExit();
            }

            process.Dispose();
        }
    }

    private void Start(NodeProgram program, string seed, Action<Address?> ended)
    {
        ProcessStartInfo start = new(program.File)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in program.Words.Append(seed)) { start.ArgumentList.Add(word); }
        try
        {
            var process = Process.Start(start)
                ?? throw new NodeEndedException($"{program.File} could not be started");
            _processes.Add(process);
            _ = FollowAsync(process, ended);
        }
        catch (Win32Exception failure)
        {
            throw new NodeEndedException($"{program.File} could not be started: {failure.Message}", failure);
        }
    }

    /// <summary>Its first line is where it is; its output ends with it.</summary>
    private static async Task FollowAsync(Process process, Action<Address?> ended)
    {
        Address? address = null;
        while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            address ??= SearchCluster.Parse(line);
        }

        ended(address);
    }
}
