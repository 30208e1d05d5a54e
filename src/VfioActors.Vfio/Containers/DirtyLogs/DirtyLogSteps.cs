using VfioActors.Behaviors;
using VfioActors.Vfio.Containers.Mappings;
using VfioActors.Vfio.Containers.States;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Containers.DirtyLogs;

/// <summary>The dirty log: which pages may have been written since they were asked for last.</summary>
internal sealed class DirtyLogSteps(ContainerOptions options, MappingIndex mappings)
{
    private readonly bool _freesTwice = options.Kernel.Has(Type1Defects.FailedStartFreesOneBitmapTwice);

    private readonly bool _knowsNoPins = AccessRules.LogsDevicesOnly(options);

    /// <summary>The largest mapping that has a bitmap, in pages.</summary>
    internal static PageCount PagesMost => new(int.MaxValue);

    private static ByteCount BytesMost => new(1UL << 28);

    /// <summary>How many pages one word of a bitmap tells of.</summary>
    private static PageCount Word => new(64);

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
        state.Finish(error, 0, outbox);
    }

    internal static void Stop(ContainerState state, Outbox outbox)
    {
        var error = Objection(state);
        if (error == Errno.None)
        {
            state.LogIsOn.Value = 0;
            Forget(state);
        }

        state.Finish(error, 0, outbox);
    }

    internal void Get(ContainerState state, in ContainerMessage.GetLog call, ActorId client, Outbox outbox)
    {
        var error = Objection(state, in call);
        var last = call.Iova.LastOf(call.Size);
        for (var at = 0; error == Errno.None && at < state.Mappings.Count; at++)
        {
            var (key, mapping) = (state.Mappings.Keys[at], state.Mappings.Values[at]);
            if (key.Start < call.Iova || key.Start > last) { continue; }
            if (!TryReport(state, key, in mapping, (call.Iova, call.Modes))) { error = Errno.EFAULT; }
            else
            {
                state.Log.Clear(key.Space, PageIndex.Zero, mapping.Pages);
                AddPinned(state, key, in mapping);
            }
        }

        if (error == Errno.None) { SendAnswer(state, client, outbox); }
        else { state.Answer.Clear(0); }
        state.Finish(error, 0, outbox);
    }

    /// <summary>Whether a bitmap of so many bytes holds a bit for each of so many pages.</summary>
    internal static bool Fits(PageCount pages, ByteCount bitmap) => pages.Value > 0 && bitmap.Value > 0
        && bitmap <= BytesMost && WordsOf(pages).Value / 8 <= bitmap.Value;

    /// <summary>Sends what the bitmap of a caller has come to, and forgets it.</summary>
    internal static void SendAnswer(ContainerState state, ActorId client, Outbox outbox)
    {
        for (var page = PageIndex.Zero; state.Answer.TryNext(0, page, out var start, out var run);)
        {
            outbox.Send(client, new ContainerMessage.Bits(start.Since(PageIndex.Zero), run.Pages));
            page = start.Plus(run.Pages);
        }

        state.Answer.Clear(0);
    }

    /// <summary>Marks pages of a mapping as written.</summary>
    internal static void Mark(ContainerState state, MappingKey key, PageIndex firstBit, PageCount bits)
    {
        if (state.LogIsOn.Value != 0) { state.Log.Set(key.Space, firstBit, new(bits)); }
    }

    /// <summary>Marks all pages of all mappings as written.</summary>
    internal static void MarkAll(ContainerState state)
    {
        for (var at = 0; at < state.Mappings.Count; at++)
        {
            Mark(state, state.Mappings.Keys[at], PageIndex.Zero, state.Mappings.Values[at].Pages);
        }
    }

    /// <summary>Forgets the whole log.</summary>
    internal static void Forget(ContainerState state)
    {
        state.Log.Clear();
    }

    /// <summary>Adds the bits of a mapping to the bitmap of the caller in hand.</summary>
    /// <returns>False when the caller's bitmap cannot be written.</returns>
    internal bool TryReport(
        ContainerState state, MappingKey key, in Mapping mapping, (Iova Start, UnmapModes Modes) asked)
    {
        var mayWriteAll = mapping.IsBacked && ContainerGroups.NonPinned(state) > 0;
        if (mayWriteAll) { Mark(state, key, PageIndex.Zero, mapping.Pages); }
        var offset = PageIndex.Zero.Plus(key.Page.Since(asked.Start.Page));
        if (options.Kernel.ShiftsLogInPlace)
        {
            return ReportShifted(state, key.Space, mapping.Pages, offset, asked.Modes);
        }

        if (asked.Modes.HasFlag(UnmapModes.BadBitmap)) { return false; }
        Copy(state.Log, key.Space, (PageIndex.Zero, mapping.Pages), state.Answer, (0, offset));
        return true;
    }

    /// <summary>
    /// As Linux does it: the log of the mapping is shifted in place, the word that is there already is taken in, and
    /// whole words are copied out.
    /// </summary>
    private static bool ReportShifted(
        ContainerState state, long space, PageCount pages, PageIndex offset, UnmapModes modes)
    {
        PageCount shift = new(offset.Value % Word.Value);
        var (word, bits) = (offset.Minus(shift), WordsOf(pages.Plus(shift)));
        if (shift > default(PageCount))
        {
            Shift(state.Log, space, bits, shift);
            Copy(state.Answer, 0, (word, Word), state.Log, (space, PageIndex.Zero));
        }

        if (modes.HasFlag(UnmapModes.BadBitmap)) { return false; }
        state.Answer.Clear(0, word, bits);
        Copy(state.Log, space, (PageIndex.Zero, bits), state.Answer, (0, word));
        return true;
    }

    private static void Shift(RunMap<DirtyRun> log, long space, PageCount bits, PageCount by)
    {
        List<(PageIndex Start, PageCount Bits)> runs = [];
        var end = PageIndex.Zero.Plus(bits);
        for (var at = PageIndex.Zero; log.TryNext(space, at, out var start, out var run) && start < end;)
        {
            runs.Add((start.Plus(by), PageCount.Min(run.Pages, end.Since(start))));
            at = start.Plus(run.Pages);
        }

        log.Clear(space, PageIndex.Zero, bits);
        foreach (var (start, count) in runs)
        {
            if (start < end) { log.Set(space, start, new(PageCount.Min(count, end.Since(start)))); }
        }
    }

    /// <summary>So many bits and what is left of the last word that has some of them.</summary>
    private static PageCount WordsOf(PageCount bits) =>
        new((bits.Value + Word.Value - 1) / Word.Value * Word.Value);

    private static void Copy(
        RunMap<DirtyRun> from, long space, (PageIndex First, PageCount Bits) range, RunMap<DirtyRun> to,
        (long Space, PageIndex First) place)
    {
        var end = range.First.Plus(range.Bits);
        for (var at = range.First; from.TryNext(space, at, out var start, out var run) && start < end;)
        {
            var count = PageCount.Min(run.Pages, end.Since(start));
            to.Set(place.Space, place.First.Plus(start.Since(range.First)), new(count));
            at = start.Plus(count);
        }
    }

    /// <summary>Pages that are pinned may be written at any time.</summary>
    private void AddPinned(ContainerState state, MappingKey key, in Mapping mapping)
    {
        if (_knowsNoPins) { return; }
        var (page, end) = (key.Page, key.IsApart ? key.Page : key.Page.Plus(mapping.Pages));
        for (var at = page; at < end && state.Pins.TryNext(at, out var run) && run.FirstPage < end; at = run.End)
        {
            var first = PageIndex.Max(run.FirstPage, page);
            var bits = PageIndex.Min(run.End, end).Since(first);
            state.Log.Set(key.Space, PageIndex.Zero.Plus(first.Since(page)), new(bits));
        }

        for (var at = 0; at < state.OddPins.Count; at++)
        {
            var (mapped, iova) = state.OddPins.Keys[at];
            if (mapped != key || iova < key.Start) { continue; }
            state.Log.Set(key.Space, PageIndex.Zero.Plus(iova.Page.Since(page)), new(PageCount.One));
        }
    }

    private static Errno Objection(ContainerState state) =>
        state.Kind.Value == ContainerKind.Type1 ? Errno.EACCES : Errno.None;

    private Errno Objection(ContainerState state, in ContainerMessage.GetLog call)
    {
        if (state.Kind.Value == ContainerKind.Type1) { return Errno.EACCES; }
        var (iova, size) = (call.Iova, call.Size);
        var wrong = state.LogIsOn.Value == 0 || call.Modes.HasFlag(UnmapModes.OddPageSize) || size.Value == 0
            || !iova.IsAligned || !size.IsAligned || iova.Wraps(size) || !Fits(size.Pages, call.Bitmap)
            || mappings.Bisects(state, iova, iova.LastOf(size));
        return wrong ? Errno.EINVAL : Errno.None;
    }
}
