using Akka;
using Akka.Streams.Dsl;
using Akka.Util;

namespace VfioActors.Hosting.Events;

/// <summary>What happens to the actors of a topology, for whoever wants to know.</summary>
/// <remarks>
/// Events are made where calls from outside are answered, at the doors and parts, and only while somebody listens: with
/// nobody listening an answer costs one look at a field, and a message between actors nothing.
/// </remarks>
public sealed class VfioEvents
{
    /// <summary>How many events are kept for a reader that says nothing else.</summary>
    public const int Capacity = 1024;

    private readonly Lock _lock = new();
    private VfioEventSubscription[] _subscriptions = [];
    private bool _hasEnded;

    internal VfioEvents()
    {
    }

    /// <summary>Whether somebody listens.</summary>
    internal bool HasListeners => Volatile.Read(ref _subscriptions).Length > 0;

    /// <summary>Keeps what happens from now on, for one reader.</summary>
    /// <param name="capacity">How many events are kept at most, at least 1.</param>
    public VfioEventSubscription Subscribe(int capacity = Capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        VfioEventSubscription subscription = new(this, capacity);
        lock (_lock)
        {
            if (_hasEnded) { subscription.Complete(); }
            else { _subscriptions = [.. _subscriptions, subscription]; }
        }

        return subscription;
    }

    /// <summary>
    /// The same as a source of Akka.Streams: each time that it is run it subscribes, and gives events as fast as they
    /// are asked for.
    /// </summary>
    /// <param name="capacity">How many events are kept at most while nobody asks, at least 1.</param>
    public Source<VfioEvent, NotUsed> Source(int capacity = Capacity) =>
        Akka.Streams.Dsl.Source.UnfoldResourceAsync<VfioEvent, VfioEventSubscription>(
            () => Task.FromResult(Subscribe(capacity)),
            async subscription => await subscription.NextAsync().ConfigureAwait(false) is { } next
                ? Option<VfioEvent>.Create(next)
                : Option<VfioEvent>.None,
            subscription =>
            {
                subscription.Dispose();
                return Task.FromResult(Done.Instance);
            });

    /// <summary>Tells all who listen.</summary>
    internal void Publish(VfioEvent happened)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) { subscription.Add(happened); }
    }

    /// <summary>Nobody reads it any more.</summary>
    internal void End(VfioEventSubscription subscription)
    {
        lock (_lock) { _subscriptions = [.. _subscriptions.Where(one => one != subscription)]; }
    }

    /// <summary>The topology has ended, and all that happens in it.</summary>
    internal void EndAll()
    {
        lock (_lock)
        {
            _hasEnded = true;
            foreach (var subscription in _subscriptions) { subscription.Complete(); }
            _subscriptions = [];
        }
    }
}
