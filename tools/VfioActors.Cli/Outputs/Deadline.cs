using VfioActors.Cli.Terminals;

namespace VfioActors.Cli.Outputs;

/// <summary>A terminal whose user waits no longer than some time, as if it was ended by a signal then.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _end;

    /// <param name="terminal">The terminal.</param>
    /// <param name="time">The time; null for as long as it takes.</param>
    public Deadline(Terminal terminal, TimeSpan? time)
    {
        _end = CancellationTokenSource.CreateLinkedTokenSource(terminal.Cancellation);
        if (time is { } limit) { _end.CancelAfter(limit); }
        Terminal = terminal.With(_end.Token);
    }

    /// <summary>The terminal, with the time as another reason to end.</summary>
    public Terminal Terminal { get; }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();
}
