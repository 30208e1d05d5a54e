using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace VfioActors.Hosting.Events;

/// <summary>
/// What happens from now on, kept for one reader who takes it at its own pace. When more is kept than was asked for the
/// oldest go, and the reader is told how many: nobody waits for a slow reader, and nothing grows without bounds.
/// </summary>
public sealed class VfioEventSubscription : IDisposable
{
    private readonly VfioEvents _events;
    private readonly Channel<VfioEvent> _kept;
    private long _missed;

    internal VfioEventSubscription(VfioEvents events, int capacity)
    {
        _events = events;
        _kept = Channel.CreateBounded<VfioEvent>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _missed));
    }

    /// <summary>Waits for the next event.</summary>
    /// <returns>The event; null when there will be none, because the subscription or the topology has ended.</returns>
    public async ValueTask<VfioEvent?> NextAsync(CancellationToken cancellation = default)
    {
        if (!await _kept.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false)) { return null; }
        var missed = Interlocked.Exchange(ref _missed, 0);
        if (missed > 0) { return new VfioEvent.Missed(missed); }
        return _kept.Reader.TryRead(out var next) ? next : null;
    }

    /// <summary>All events until the end.</summary>
    public async IAsyncEnumerable<VfioEvent> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (await NextAsync(cancellation).ConfigureAwait(false) is { } next) { yield return next; }
    }

    /// <summary>Ends it. What is kept may still be read.</summary>
    public void Dispose()
    {
        _events.End(this);
        Complete();
    }

    internal void Add(VfioEvent happened) => _kept.Writer.TryWrite(happened);

    internal void Complete() => _kept.Writer.TryComplete();
}
