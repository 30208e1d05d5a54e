using System.Runtime.CompilerServices;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds.Channels;

namespace VfioActors.Exploration.Worlds;

/// <summary>The steps that a world took, with what is needed to take them back, and what can be said of them.</summary>
internal sealed class StepHistory(MessageTable messages, Network network)
{
    private StepRecord[] _records = new StepRecord[64];
    private int[] _inlined = new int[16];
    private int _inlinedCount;

    /// <summary>How many steps were taken.</summary>
    internal int Count { get; private set; }

    /// <summary>A step that was taken, or that <see cref="Open"/> began.</summary>
    internal ref readonly StepRecord this[int step] => ref _records[step];

    /// <summary>The inline actors that handled something, in order.</summary>
    internal ReadOnlySpan<int> Inlined => _inlined.AsSpan(0, _inlinedCount);

    /// <summary>Begins the record of a step before it is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref StepRecord Open(Choice choice, in Pending taken)
    {
        if (Count == _records.Length) { Array.Resize(ref _records, Count * 2); }
        ref var record = ref _records[Count];
        record.Choice = choice;
        record.Taken = taken;
        record.MessageCount = messages.Count;
        record.FirstSend = network.SendCount;
        record.LearnedMark = network.LearnedMark;
        record.FirstInlined = _inlinedCount;
        record.Inlines = 0;
        record.Marks = default;
        record.BeginsOf = 0;
        return ref record;
    }

    /// <summary>The step is taken.</summary>
    internal void Close() => Count++;

    /// <summary>An inline actor handles something within the step at hand.</summary>
    internal void AddInlined(int actor)
    {
        if (_inlinedCount == _inlined.Length) { Array.Resize(ref _inlined, _inlinedCount * 2); }
        _inlined[_inlinedCount++] = actor;
    }

    /// <summary>Drops the last step.</summary>
    internal ref readonly StepRecord DropLast() => ref _records[--Count];

    /// <summary>The last inline actor that handled something in the step, dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryDropInlined(in StepRecord record, out int actor)
    {
        var has = _inlinedCount > record.FirstInlined;
        actor = has ? _inlined[--_inlinedCount] : 0;
        return has;
    }

    /// <summary>Drops all.</summary>
    internal void Clear() => (Count, _inlinedCount) = (0, 0);

    /// <summary>The message of a step, with the step that sent it.</summary>
    internal Envelope MessageOf(int step)
    {
        ref readonly var record = ref _records[step];
        ref readonly var message = ref messages[record.Message];
        return message.Serving(message.Operation, record.Taken.Cause);
    }

    /// <summary>The message of a step without its cause; to be read before the next step is taken.</summary>
    internal ref readonly Envelope BareMessageOf(int step) => ref messages[_records[step].Message];

    /// <summary>The receivers of what was sent in a step, or by one actor in it, as bits modulo 64.</summary>
    internal ulong SentTo(int step, ActorId? sender = null) => network.ReceiversSince(
        _records[step].FirstSend, step + 1 < Count ? _records[step + 1].FirstSend : network.SendCount, sender);

    /// <summary>Whether delivery itself forces one step before another: there is no other order.</summary>
    internal bool IsForced(int earlier, int later)
    {
        ref readonly var one = ref _records[earlier];
        ref readonly var other = ref _records[later];
        return one.Choice.Channel == other.Choice.Channel
            || (one.BeginsOf != 0 && one.BeginsOf == other.BeginsOf)
            || (one.Choice.Receiver == other.Choice.Receiver && IsOrdinary(one.Choice) && IsOrdinary(other.Choice)
                && network.HappenedBefore(in one.Taken, in other.Taken));
    }

    private bool IsOrdinary(Choice choice) => network.Channels[choice.Channel].Kind == ChannelKind.Messages;
}
