using System.Diagnostics;
using System.Text.Json;
using VfioActors.Cluster.Orders;

namespace VfioActors.Cluster.Fleets;

/// <summary>A node as a process: orders go in, a line each, and answers come out.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly int _number;
    private readonly TimeSpan _limit;
    private readonly Process _process;

    /// <param name="program">What it is.</param>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="limit">How long it may take to answer.</param>
    internal NodeProcess(NodeProgram program, int number, TimeSpan limit)
    {
        (_number, _limit) = (number, limit);
        ProcessStartInfo start = new(program.File)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var word in program.Words) { start.ArgumentList.Add(word); }
        _process = Process.Start(start) ?? throw new NodeEndedException($"node {number} could not be started");
        Id = _process.Id;
    }

    /// <summary>The number of the process.</summary>
    internal int Id { get; }

    /// <summary>Whether it was killed.</summary>
    internal bool IsKilled { get; private set; }

    /// <summary>Gives an order, and waits for the answer.</summary>
    /// <exception cref="NodeEndedException">It has ended, could not do it, or took too long.</exception>
    internal async Task<NodeAnswer> AskAsync(NodeOrder order)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(OrderLine.Of(order)).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
            var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(_limit).ConfigureAwait(false);
            var answer = line is null ? null : OrderLine.Read<NodeAnswer>(line);
            if (answer is { Problem: null }) { return answer; }
            throw new NodeEndedException(answer is null
                ? $"node {_number} ended before the storm was over"
                : $"node {_number} could not {order.Do}: {answer.Problem}");
        }
        catch (TimeoutException failure)
        {
            throw new NodeEndedException(
                $"node {_number} did not {order.Do} within {_limit.TotalSeconds:0} s", failure);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            throw new NodeEndedException($"node {_number} is gone: {failure.Message}", failure);
        }
    }

    /// <summary>Kills the process, as a crash of its machine would.</summary>
    internal async Task KillAsync()
    {
        IsKilled = true;
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>Waits until it has ended in order.</summary>
    internal Task ExitAsync() => _process.WaitForExitAsync();

    /// <summary>Nothing stays behind.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
