using VfioActors.Behaviors;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.Hypervisors;

/// <summary>
/// A hypervisor that changes entries for its guest in real mode, with no lock: it finds regions in read sections,
/// counts entries in, and gives back what it replaces.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class HypervisorBehavior(HypervisorOptions options) : IBehavior<HypervisorState>
{
    private readonly bool _takesLate = options.Kernel.Has(SpaprDefects.TableOutlivesItsReference);

    /// <inheritdoc/>
    public HypervisorState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(HypervisorState state, in Envelope envelope, Outbox outbox)
    {
        if (TryWork(in envelope, out var work)) { Begin(state, in envelope, work, outbox); }
        else if (envelope.Is<HypercallMessage.Get>(out var get)) { OnGet(state, get.Iova, envelope.From, outbox); }
        else if (envelope.Is<HypercallMessage.Attach>(out var attach))
        {
            OnAttach(state, in attach, envelope.From, outbox);
        }
        else if (!state.Works.TryGet(outbox.Serving, out work) || !TryAnswer(state, work, in envelope, outbox))
        {
            throw Ensure.Unheard(in envelope);
        }
    }

    private bool TryAnswer(HypervisorState state, HypercallWork work, in Envelope envelope, Outbox outbox)
    {
        if (envelope.Is<RegionRegistryMessage.Found>(out var found)) { OnFound(state, work, in found, outbox); }
        else if (envelope.Is<RegionRegistryMessage.Held>(out var held)) { OnHeld(state, work, held.Error, outbox); }
        else if (envelope.Is<TceUnitMessage.Exchanged>(out var old)) { OnExchanged(state, work, in old, outbox); }
        else if (envelope.Is<TceUnitMessage.Attached>(out var attached))
        {
            OnAttached(state, work, in attached, outbox);
        }
        else { return false; }

        return true;
    }

    private static bool TryWork(in Envelope envelope, out HypercallWork work)
    {
        work = new HypercallWork() with { Client = envelope.From, Count = -1 };
        if (envelope.Is<HypercallMessage.Put>(out var put))
        {
            work = work with { Iova = put.Iova, Vaddr = put.Vaddr, Rights = put.Rights, Count = 1 };
        }
        else if (envelope.Is<HypercallMessage.PutIndirect>(out var list))
        {
            work = work with { Iova = list.Iova, Vaddr = list.Vaddr, Rights = list.Rights, Count = list.Count };
        }
        else if (envelope.Is<HypercallMessage.Stuff>(out var stuff))
        {
            // A value that leads somewhere is told by a count that there is not.
            var count = stuff.Rights == TceRights.None ? stuff.Count : 0;
            work = work with { Iova = stuff.Iova, Count = count };
        }

        return work.Count >= 0;
    }

    private void Begin(HypervisorState state, in Envelope envelope, HypercallWork work, Outbox outbox)
    {
        var window = state.Window.Value;
        var error = !state.HasWindow || state.Works.IsFull ? Errno.EAGAIN
            : work.Count is < 1 or > TceShape.CountMost ? Errno.EINVAL
            : !window.Contains(work.Iova) || !window.Shift.Aligns(work.Iova.Value - window.Start.Value) ? Errno.EINVAL
            : window.IndexOf(work.Iova) + (ulong)work.Count > window.Count.Value ? Errno.EINVAL
            : !window.Shift.Aligns(work.Vaddr.Value) ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None) { Answer(envelope.From, 0, error, outbox); }
        else if (work.Rights == TceRights.None) { Clear(state, work, work.Count, HypercallStage.Clearing, outbox); }
        else { Find(state, work, outbox); }
    }

    private void Find(HypervisorState state, HypercallWork work, Outbox outbox)
    {
        state.Works[outbox.Serving] = work with { Stage = HypercallStage.Finding };
        outbox.Send(options.Registry, new RegionRegistryMessage.Find(
            VaddrOf(state, in work), new((ulong)(work.Count - work.Done)), options.User, state.Window.Value.Shift));
    }

    private void OnFound(
        HypervisorState state, HypercallWork work, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        if (found.Error != Errno.None)
        {
            GiveUp(state, work, outbox);
            return;
        }

        var batch = (int)found.Count.Value;
        state.Works[outbox.Serving] = work with
        {
            Stage = HypercallStage.Holding,
            Frame = found.First,
            Region = found.Region,
            Batch = batch,
        };
        outbox.Send(options.Registry, new RegionRegistryMessage.Hold(batch, found.Region));
    }

    private void OnHeld(HypervisorState state, HypercallWork work, Errno error, Outbox outbox)
    {
        if (error != Errno.None)
        {
            GiveUp(state, work, outbox);
            return;
        }

        state.Works[outbox.Serving] = work with { Stage = HypercallStage.Exchanging };
        outbox.Send(options.Unit, new TceUnitMessage.Exchange(
            IovaOf(state, in work), work.Frame, VaddrOf(state, in work), work.Region,
            new((ushort)work.Batch, (byte)state.Number.Value, (TceMarks)(int)work.Rights)));
    }

    private void OnExchanged(
        HypervisorState state, HypercallWork work, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        if (work.Stage == HypercallStage.Exchanging && old.Shape.Marks.HasFlag(TceMarks.Refused))
        {
            Return(state, VaddrOf(state, in work), (work.Region, work.Batch, TceRights.None), outbox);
            GiveUp(state, work, outbox);
            return;
        }

        if (old.Shape.Count > 0 && old.Region != RegionId.None)
        {
            Return(state, old.Vaddr, (old.Region, old.Shape.Count, old.Shape.Rights), outbox);
        }

        if (old.Shape.Marks.HasFlag(TceMarks.Last)) { AfterLast(state, work, outbox); }
    }

    private void AfterLast(HypervisorState state, HypercallWork work, Outbox outbox)
    {
        var index = state.Window.Value.IndexOf(IovaOf(state, in work));
        switch (work.Stage)
        {
            case HypercallStage.Clearing:
                state.Guest.Clear(0, new(index), new((ulong)work.Count));
                Finish(state, in work, Errno.None, outbox);
                break;
            case HypercallStage.Undoing:
                state.Guest.Clear(0, new(index), PageCount.One);
                Finish(state, in work, Errno.EAGAIN, outbox);
                break;
            default:
                state.Guest.Set(0, new(index), new(
                    new((ulong)work.Batch), VaddrOf(state, in work), work.Rights, state.Window.Value.Shift));
                outbox.Send(options.Registry, default(RegionRegistryMessage.Leave));
                work = work with { Done = work.Done + work.Batch };
                if (work.Done == work.Count) { Finish(state, in work, Errno.None, outbox); }
                else { Find(state, work, outbox); }

                break;
        }
    }

    /// <summary>The entry cannot be made here: it is emptied, and user space is to do it.</summary>
    private void GiveUp(HypervisorState state, HypercallWork work, Outbox outbox)
    {
        outbox.Send(options.Registry, default(RegionRegistryMessage.Leave));
        Clear(state, work, 1, HypercallStage.Undoing, outbox);
    }

    private void Clear(HypervisorState state, HypercallWork work, int count, HypercallStage stage, Outbox outbox)
    {
        state.Works[outbox.Serving] = work with { Stage = stage };
        outbox.Send(options.Unit, new TceUnitMessage.Clear(
            IovaOf(state, in work), new((ulong)count), state.Number.Value, 0));
    }

    private void Return(
        HypervisorState state, Vaddr vaddr, (RegionId Region, int Count, TceRights Rights) run, Outbox outbox) =>
        outbox.Send(options.Registry, new RegionRegistryMessage.Return(
            vaddr, run.Count, run.Region, state.Window.Value.Shift, run.Rights));

    private void OnAttach(HypervisorState state, in HypercallMessage.Attach attach, ActorId user, Outbox outbox)
    {
        if (state.HasWindow || state.Works.IsFull)
        {
            Answer(user, 0, Errno.EBUSY, outbox);
            return;
        }

        state.Works[outbox.Serving] = new HypercallWork() with { Client = user, Stage = HypercallStage.Attaching };
        outbox.Send(options.Unit, new TceUnitMessage.Attach(attach.Start, attach.Container, 0));
    }

    private void OnAttached(
        HypervisorState state, HypercallWork work, in TceUnitMessage.Attached attached, Outbox outbox)
    {
        if (attached.Error == Errno.None)
        {
            state.Window.Value = new(attached.Start, attached.Count, attached.Shift, default, 1, 0);
            state.Number.Value = attached.Window;
            if (_takesLate)
            {
                outbox.Note($"has dropped the file, and takes the table");
                outbox.Send(options.Unit, new TceUnitMessage.Take(attached.Window));
            }
        }

        Finish(state, in work, attached.Error, outbox);
    }

    private static void OnGet(HypervisorState state, Iova iova, ActorId guest, Outbox outbox)
    {
        var window = state.Window.Value;
        if (!state.HasWindow || !window.Contains(iova))
        {
            Answer(guest, 0, state.HasWindow ? Errno.EINVAL : Errno.EAGAIN, outbox);
            return;
        }

        _ = state.Guest.TryFrom(0, new(window.IndexOf(iova)), out var run);
        Answer(guest, run.Vaddr.Value | (ulong)run.Rights, Errno.None, outbox);
    }

    private static Iova IovaOf(HypervisorState state, in HypercallWork work) =>
        new(work.Iova.Value + ((ulong)work.Done << state.Window.Value.Shift.Value));

    private static Vaddr VaddrOf(HypervisorState state, in HypercallWork work) =>
        new(work.Vaddr.Value + ((ulong)work.Done << state.Window.Value.Shift.Value));

    private static void Finish(HypervisorState state, in HypercallWork work, Errno error, Outbox outbox)
    {
        state.Works.Remove(outbox.Serving);
        Answer(work.Client, 0, error, outbox);
    }

    private static void Answer(ActorId client, ulong value, Errno error, Outbox outbox)
    {
        outbox.Note($"returns {error.Returned()}");
        outbox.Send(client, new HypercallMessage.Done(value, error, 0));
    }
}
