using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers;

/// <summary>The dirty log: which pages may have been written since they were asked for last.</summary>
internal sealed class LogSteps(ContainerOptions options, MappingBook book)
{
    private readonly bool _freesTwice = options.Defects.Has(Type1Defects.FailedStartFreesOneBitmapTwice);

    private readonly bool _knowsNoPins = AccessRules.LogsDevicesOnly(options);

    /// <summary>The largest mapping that has a bitmap, in pages.</summary>
    internal const ulong PagesMost = int.MaxValue;

    private const ulong BytesMost = 1UL << 28;
    private const ulong Word = 64;

    internal void Start(ContainerState state, Outbox outbox)
    {
        var error = Objection(state);
        if (error == Errno.None && state.LogIsOn.Value == 0)
        {
            for (var at = 0; at < state.Mappings.Count && error == Errno.None; at++)
            {
                if (state.Mappings.Values[at].Pages <= PagesMost) { continue; }
                error = Errno.EINVAL;
                if (_freesTwice) { state.FreedTwice.Value += at; }
            }

            for (var at = 0; error == Errno.None && at < state.Mappings.Count; at++)
            {
                AddPinned(state, state.Mappings.Keys[at], state.Mappings.Values[at]);
            }
        }

        if (error == Errno.None) { state.LogIsOn.Value = 1; }
        RequestBook.Finish(state, error, 0, outbox);
    }

    internal static void Stop(ContainerState state, Outbox outbox)
    {
        var error = Objection(state);
        if (error == Errno.None)
        {
            state.LogIsOn.Value = 0;
            Forget(state);
        }

        RequestBook.Finish(state, error, 0, outbox);
    }

    internal void Get(ContainerState state, Outbox outbox)
    {
        var request = state.Hand.Value.Request;
        var error = Objection(state, in request);
        var last = error == Errno.None ? request.Iova + (request.Size - 1) : 0;
        for (var at = 0; error == Errno.None && at < state.Mappings.Count; at++)
        {
            var (key, mapping) = (state.Mappings.Keys[at], state.Mappings.Values[at]);
            if (key.Start < request.Iova || key.Start > last) { continue; }
            if (!TryReport(state, key, in mapping, (UnmapModes)request.Modes)) { error = Errno.EFAULT; }
            else
            {
                state.Log.Clear(key.Space, 0, mapping.Pages);
                AddPinned(state, key, in mapping);
            }
        }

        if (error == Errno.None) { SendAnswer(state, request.Client, outbox); }
        else { state.Answer.Clear(0); }
        RequestBook.Finish(state, error, 0, outbox);
    }

    /// <summary>Whether a bitmap of so many bytes holds a bit for each of so many pages.</summary>
    internal static bool Fits(ulong pages, ulong bytes) =>
        pages > 0 && bytes is > 0 and <= BytesMost && (pages + Word - 1) / Word * 8 <= bytes;

    /// <summary>Sends what the bitmap of a caller has come to, and forgets it.</summary>
    internal static void SendAnswer(ContainerState state, ActorId client, Outbox outbox)
    {
        for (var page = 0UL; state.Answer.TryNext(0, page, out var start, out var run); page = start + run.Pages)
        {
            outbox.Send(client, new ContainerMessage.Bits(new(start), new(run.Pages)));
        }

        state.Answer.Clear(0);
    }

    /// <summary>Marks pages of a mapping as written.</summary>
    internal static void Mark(ContainerState state, MappingKey key, ulong firstBit, ulong bits)
    {
        if (state.LogIsOn.Value != 0) { state.Log.Set(key.Space, firstBit, new(bits)); }
    }

    /// <summary>Marks all pages of all mappings as written.</summary>
    internal static void MarkAll(ContainerState state)
    {
        for (var at = 0; at < state.Mappings.Count; at++)
        {
            Mark(state, state.Mappings.Keys[at], 0, state.Mappings.Values[at].Pages);
        }
    }

    /// <summary>Forgets the whole log.</summary>
    internal static void Forget(ContainerState state)
    {
        state.Log.Clear();
    }

    /// <summary>Adds the bits of a mapping to the bitmap of the caller in hand.</summary>
    /// <returns>False when the caller's bitmap cannot be written.</returns>
    internal bool TryReport(ContainerState state, MappingKey key, in Mapping mapping, UnmapModes modes)
    {
        if (mapping.IsBacked && GroupBook.NonPinned(state) > 0) { Mark(state, key, 0, mapping.Pages); }
        var offset = key.Page - Paging.PageOf(state.Hand.Value.Request.Iova);
        if (options.Rules.ShiftsLogInPlace) { return ReportShifted(state, key.Space, mapping.Pages, offset, modes); }
        if (modes.HasFlag(UnmapModes.BadBitmap)) { return false; }
        Copy(state.Log, key.Space, (0, mapping.Pages), state.Answer, (0, offset));
        return true;
    }

    /// <summary>
    /// As Linux does it: the log of the mapping is shifted in place, the word that is there already is taken in, and
    /// whole words are copied out.
    /// </summary>
    private static bool ReportShifted(ContainerState state, long space, ulong pages, ulong offset, UnmapModes modes)
    {
        var (shift, word) = (offset % Word, offset / Word * Word);
        var bits = (pages + shift + Word - 1) / Word * Word;
        if (shift > 0)
        {
            Shift(state.Log, space, bits, shift);
            Copy(state.Answer, 0, (word, Word), state.Log, (space, 0));
        }

        if (modes.HasFlag(UnmapModes.BadBitmap)) { return false; }
        state.Answer.Clear(0, word, bits);
        Copy(state.Log, space, (0, bits), state.Answer, (0, word));
        return true;
    }

    private static void Shift(RunMap<DirtyRun> log, long space, ulong bits, ulong by)
    {
        List<(ulong Start, ulong Bits)> runs = [];
        for (var at = 0UL; log.TryNext(space, at, out var start, out var run) && start < bits; at = start + run.Pages)
        {
            runs.Add((start, Math.Min(run.Pages, bits - start)));
        }

        log.Clear(space, 0, bits);
        foreach (var (start, count) in runs)
        {
            if (start + by >= bits) { continue; }
            log.Set(space, start + by, new(Math.Min(count, bits - start - by)));
        }
    }

    private static void Copy(
        RunMap<DirtyRun> from, long space, (ulong First, ulong Bits) range, RunMap<DirtyRun> to,
        (long Space, ulong First) place)
    {
        var end = range.First + range.Bits;
        for (var at = range.First; from.TryNext(space, at, out var start, out var run) && start < end;)
        {
            var count = Math.Min(run.Pages, end - start);
            to.Set(place.Space, place.First + (start - range.First), new(count));
            at = start + count;
        }
    }

    /// <summary>Pages that are pinned may be written at any time.</summary>
    private void AddPinned(ContainerState state, MappingKey key, in Mapping mapping)
    {
        if (_knowsNoPins) { return; }
        var (page, end) = (key.Page, key.IsApart ? key.Page : key.Page + mapping.Pages);
        for (var at = page; at < end && state.Pins.TryNext(at, out var run) && run.FirstPage < end; at = run.End)
        {
            var first = Math.Max(run.FirstPage, page);
            state.Log.Set(key.Space, first - page, new(Math.Min(run.End, end) - first));
        }

        for (var at = 0; at < state.OddPins.Count; at++)
        {
            var (mapped, iova) = state.OddPins.Keys[at];
            if (mapped != key || iova < key.Start) { continue; }
            state.Log.Set(key.Space, Paging.PageOf(iova) - page, new(1));
        }
    }

    private static Errno Objection(ContainerState state) =>
        state.Kind.Value == ContainerKind.Type1 ? Errno.EACCES : Errno.None;

    private Errno Objection(ContainerState state, in ContainerRequest request)
    {
        if (state.Kind.Value == ContainerKind.Type1) { return Errno.EACCES; }
        var modes = (UnmapModes)request.Modes;
        var wrong = state.LogIsOn.Value == 0 || modes.HasFlag(UnmapModes.OddPageSize) || request.Size == 0
            || !Paging.Aligns(request.Iova | request.Size) || request.Size - 1 > ulong.MaxValue - request.Iova
            || !Fits(request.Size >> Paging.Shift, request.Third)
            || book.Bisects(state, request.Iova, request.Iova + (request.Size - 1));
        return wrong ? Errno.EINVAL : Errno.None;
    }
}
