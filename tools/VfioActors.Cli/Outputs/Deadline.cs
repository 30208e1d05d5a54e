using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Outputs;

/// <summary>A terminal whose user waits no longer than some time, as if it was ended by a signal then.</summary>
internal sealed class Deadline : IDisposable
{
    /// <summary>No clock is set for longer than that, which is 49 days.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource? _time;
    private readonly CancellationTokenSource _end;

    /// <param name="terminal">The terminal.</param>
    /// <param name="time">The time; null for as long as it takes.</param>
    public Deadline(Terminal terminal, TimeSpan? time)
    {
        _time = time is { } limit ? new(limit < Longest ? limit : Longest, terminal.Clock) : null;
        _end = CancellationTokenSource.CreateLinkedTokenSource(terminal.Cancellation, _time?.Token ?? default);
        Terminal = terminal.With(_end.Token);
    }

    /// <summary>The terminal, with the time as another reason to end.</summary>
    public Terminal Terminal { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Dispose();
        _time?.Dispose();
    }
}
