using VfioActors.Behaviors;
using VfioActors.Exploration.Strategies;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Channels;
using VfioActors.Tracing.Recordings;

namespace VfioActors.Exploration.Schedules;

/// <summary>How far a world has come in a recording, and what could be next.</summary>
internal sealed class RecordedOrder
{
    private readonly World _world;
    private readonly IReadOnlyList<Receipt>[] _receipts;
    private readonly IReadOnlyList<ulong>[] _fingerprints;
    private readonly ulong?[] _states;
    private readonly IReadOnlyList<Receipt> _turns;
    private readonly int[] _next;

    internal RecordedOrder(World world, Recording recording)
    {
        _world = world;
        _next = new int[world.Topology.Count + 1];
        _receipts = [.. _next.Select(_ => Array.Empty<Receipt>())];
        _fingerprints = [.. _next.Select(_ => Array.Empty<ulong>())];
        _states = new ulong?[_next.Length];
        _turns = new ReceiveOrder("turns", recording.Turns).Receipts();
        foreach (var order in recording.Orders)
        {
            if (!world.Topology.TryFind(order.Actor, out var actor))
            {
                throw new FormatException($"the scenario has no actor {order.Actor}");
            }

            (_receipts[actor.Value], _fingerprints[actor.Value]) = (order.Receipts(), order.Fingerprints);
            _states[actor.Value] = order.State;
        }

        Left = _receipts.Sum(receipts => (long)receipts.Count);
    }

    /// <summary>How many deliveries of the recording are still to come.</summary>
    internal long Left { get; private set; }

    /// <summary>A step that the recording allows.</summary>
    internal bool TryNext(out Choice choice)
    {
        foreach (var candidate in _world.Enabled)
        {
            choice = candidate;
            if (IsNext(candidate)) { return true; }
        }

        choice = default;
        return false;
    }

    internal void Took(Choice choice)
    {
        var actor = choice.Receiver;
        var step = _next[actor.Value]++;
        Left--;
        if (step >= _fingerprints[actor.Value].Count || _world.Crash is not null) { return; }
        var (expected, found) = (_fingerprints[actor.Value][step], _world.StateOf(actor).Fingerprint);
        if (expected == found) { return; }
        throw new ReplayMisfitException(
            _world.Depth - 1,
            $"fingerprint {Fingerprint.Text(expected)} of {_world.NameOf(actor)} after its step {step}",
            $"the state has {Fingerprint.Text(found)}");
    }

    /// <summary>Holds the states at the end to those of the recording.</summary>
    internal void CheckEnd()
    {
        foreach (var actor in _world.Topology.Actors)
        {
            if (_states[actor.Value] is not { } expected) { continue; }
            var found = _world.StateOf(actor).Fingerprint;
            if (expected == found) { continue; }
            throw new ReplayMisfitException(
                _world.Depth - 1,
                $"fingerprint {Fingerprint.Text(expected)} of {_world.NameOf(actor)} at the end",
                $"the state has {Fingerprint.Text(found)}");
        }
    }

    /// <summary>The recording goes on, and nothing of it can be taken.</summary>
    internal ReplayMisfitException Misfit()
    {
        var actor = _world.Topology.Actors.First(one => _next[one.Value] < _receipts[one.Value].Count);
        var receipt = _receipts[actor.Value][_next[actor.Value]];
        var expected = receipt.Kind == ReceiptKind.Message ? $"a message from {_world.NameOf(receipt.From)}"
            : $"a {receipt.Kind}";
        var enabled = _world.Enabled.ToArray().Take(8)
            .Select(choice => $"{_world.Message(choice).Kind.Name} to {_world.NameOf(choice.Receiver)}");
        return new(
            _world.Depth, $"{_world.NameOf(actor)} receives {expected}", $"enabled: {string.Join("; ", enabled)}");
    }

    private bool IsNext(Choice choice)
    {
        var actor = choice.Receiver.Value;
        if (_next[actor] >= _receipts[actor].Count) { return false; }
        if (_turns.Count > 0 && (_world.Depth >= _turns.Count || _turns[_world.Depth].From.Value != actor))
        {
            return false;
        }

        var receipt = _receipts[actor][_next[actor]];
        var key = _world.KeyOf(choice);
        return receipt.Kind switch
        {
            ReceiptKind.Timer => key.Channel == ChannelKind.Timers,
            ReceiptKind.Choice => key.Channel == ChannelKind.Choices && key.Option == receipt.Option,
            _ => key.Channel == ChannelKind.Messages && key.From == receipt.From,
        };
    }
}
