using VfioActors.Behaviors;
using VfioActors.Vfio.Faults.Protocols;
using VfioActors.Vfio.Faults.Records;
using VfioActors.Vfio.Kernels;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Faults.Regions;

/// <summary>The steps of a write to a region (OP3, OP5): the user says which record it reads next.</summary>
internal sealed class WriteSteps(FaultQueueOptions options, FaultQueueRules rules)
{
    private const int IndexSize = 4;
    private const int WordsSize = 8;

    /// <summary>The highest version that there is.</summary>
    private const uint VersionMax = 1;

    private readonly OpenSteps _opening = new(options, rules);

    internal void OnWrite(FaultQueueState state, in FaultQueueMessage.Write write, ActorId client, Outbox outbox)
    {
        if (!state.IsUsable) { Answer(client, 0, Errno.EBADF, outbox); }
        else if (write.Count == FileSpan.None) { Answer(client, 0, Errno.None, outbox); }
        else if (state.IsShown.Value == 0) { Answer(client, 0, Errno.EINVAL, outbox); }
        else if (options.Interface == FaultInterface.OneRegion) { WriteIndex(state, in write, client, outbox); }
        else { WriteWords(state, in write, client, outbox); }
    }

    /// <summary>The caller has the lock now; what it goes back to on failure is what it saw before.</summary>
    internal void OnWriteLater(FaultQueueState state, in FaultQueueMessage.WriteLater later, Outbox outbox)
    {
        if (!state.IsUsable) { Answer(later.Client, 0, Errno.EBADF, outbox); }
        else { Enter(state, in later, outbox); }
    }

    private void WriteIndex(
        FaultQueueState state, in FaultQueueMessage.Write write, ActorId client, Outbox outbox)
    {
        var index = write.Value.Low;
        var error = Objection(state, in write, index);
        if (error == Errno.None)
        {
            NotePassing(state, index);
            state.Consumer.Value = new(0, index);
            state.Accepted.Value = new(0, index);
        }

        Answer(client, error == Errno.None ? IndexSize : 0, error, outbox);
    }

    private Errno Objection(FaultQueueState state, in FaultQueueMessage.Write write, uint index)
    {
        FileOffset end = new((ulong)options.RegionSize);
        if (write.Region != FaultRegion.Producer || write.Offset >= end) { return Errno.EINVAL; }
        if (write.Offset != FileOffset.Zero || write.Count.Value != IndexSize) { return Errno.EINVAL; }
        if (write.Good < IndexSize) { return Errno.EFAULT; }
        var capacity = (uint)state.Capacity.Value;
        if (index >= capacity && !(rules.TakesCapacity && index == capacity)) { return Errno.EINVAL; }
        return MayGoTo(state, index) || index == capacity ? Errno.None : Errno.EINVAL;
    }

    private void WriteWords(
        FaultQueueState state, in FaultQueueMessage.Write write, ActorId client, Outbox outbox)
    {
        if (write.Region == FaultRegion.Producer)
        {
            Answer(client, 0, rules.AnswersNothingWrong ? Errno.None : Errno.EINVAL, outbox);
            return;
        }

        FileOffset end = new(WordsSize);
        var count = write.Offset < end ? FileSpan.Min(write.Count, end.Since(write.Offset)) : FileSpan.None;
        var isWhole = write.Offset == FileOffset.Zero && count.Value == WordsSize;
        if (write.Offset >= end || !(isWhole || rules.TakesParts))
        {
            Answer(client, 0, Errno.EINVAL, outbox);
            return;
        }

        FaultQueueMessage.WriteLater entering = new(state.Consumer.Value, write.Value, (int)write.Offset.Value,
            (int)count.Value, (int)Math.Min(write.Good, WordsSize), client);
        if (!rules.SnapshotsEarly) { Enter(state, in entering, outbox); }
        else
        {
            outbox.Note($"sees {entering.Snapshot.Version}, {entering.Snapshot.Index}, waits for the lock");
            outbox.After(default, in entering);
        }
    }

    /// <summary>The write under the lock.</summary>
    private void Enter(FaultQueueState state, in FaultQueueMessage.WriteLater write, Outbox outbox)
    {
        var before = state.Consumer.Value;
        var copied = Math.Min(write.Count, write.Good);
        var words = Merged(before, in write, copied);
        if (copied < write.Count)
        {
            if (rules.CopiesInPlace) { state.Consumer.Value = words; }
            Answer(write.Client, 0, Errno.EFAULT, outbox);
            return;
        }

        var error = Check(state, words);
        if (error != Errno.None)
        {
            outbox.Note($"refuses version {words.Version}, index {words.Index}");
            if (rules.SnapshotsEarly) { state.Consumer.Value = write.Snapshot; }
            Answer(write.Client, 0, error, outbox);
            return;
        }

        var isTorn = IsPartOfIndex(in write) && words.Index != before.Index;
        if (isTorn) { state.TornIndices.Value++; }
        Commit(state, words, in write, outbox);
    }

    private Errno Check(FaultQueueState state, ConsumerWords words)
    {
        if (words.Version > VersionMax) { return Errno.EINVAL; }
        if (state.Version.Value == 0)
        {
            if (words.Version == 0 && !rules.TakesVersionZero) { return Errno.EINVAL; }
            return words.Index == 0 || rules.TakesFirstIndex ? Errno.None : Errno.EINVAL;
        }

        if (words.Version != state.Version.Value) { return Errno.EINVAL; }
        if (words.Index != 0 && words.Index >= state.Capacity.Value) { return Errno.EINVAL; }
        return MayGoTo(state, words.Index) ? Errno.None : Errno.EINVAL;
    }

    private void Commit(
        FaultQueueState state, ConsumerWords words, in FaultQueueMessage.WriteLater write, Outbox outbox)
    {
        if (state.Version.Value != 0)
        {
            NotePassing(state, words.Index);
            state.Consumer.Value = words;
            state.Accepted.Value = words;
            Answer(write.Client, write.Count, Errno.None, outbox);
            return;
        }

        outbox.Note($"version {words.Version} is chosen");
        state.Consumer.Value = words;
        state.Accepted.Value = words;
        state.Version.Value = words.Version;
        if (!rules.HidesVersion) { state.HeaderVersion.Value = words.Version; }
        _opening.SetGeometry(state, words.Version == 0 ? options.BeforeVersions : options.RecordSize);
        if (state.IsRegistered.Value == 1 || state.Current.Value.Kind != QueueCallKind.None)
        {
            Answer(write.Client, write.Count, Errno.None, outbox);
            return;
        }

        state.Phase.Value = QueuePhase.Negotiating;
        state.Current.Value = new(write.Client, outbox.Serving, QueueCallKind.Negotiate);
        _opening.Register(state, outbox);
    }

    private bool MayGoTo(FaultQueueState state, uint index) =>
        rules.LetsPass || state.Ring.MayConsumeTo(index);

    /// <summary>Counts the slots by which the consumer goes past the producer.</summary>
    private static void NotePassing(FaultQueueState state, uint index)
    {
        var ring = state.Ring;
        if (ring.Capacity == 0 || ring.MayConsumeTo(index)) { return; }
        var steps = (int)((((long)index - ring.Consumer) % ring.Capacity + ring.Capacity) % ring.Capacity);
        state.SkippedSlots.Value += Math.Max(steps - ring.Unread, 1);
    }

    private static bool IsPartOfIndex(in FaultQueueMessage.WriteLater write)
    {
        var (first, end) = (write.Offset, write.Offset + write.Count);
        return end > IndexSize && !(first <= IndexSize && end == WordsSize);
    }

    private static ConsumerWords Merged(ConsumerWords before, in FaultQueueMessage.WriteLater write, int copied)
    {
        var raw = before.Raw.Value;
        for (var at = 0; at < copied; at++)
        {
            var shift = 8 * (write.Offset + at);
            var value = write.Value.Value >> (8 * at) & byte.MaxValue;
            raw = (raw & ~((ulong)byte.MaxValue << shift)) | (value << shift);
        }

        return ConsumerWords.Of(new(raw));
    }

    private static void Answer(ActorId client, int value, Errno error, Outbox outbox) =>
        outbox.Send(client, new FaultUserMessage.Done(value, error));
}
