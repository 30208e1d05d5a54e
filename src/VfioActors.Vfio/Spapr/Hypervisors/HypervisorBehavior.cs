using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
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
    public void Receive(HypervisorState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<HypervisorState> Hears => field ??= new MessageTable<HypervisorState>()
        .On<HypercallMessage.Attach>(OnAttach)
        .On<HypercallMessage.Put>(OnPut)
        .On<HypercallMessage.PutIndirect>(OnPutIndirect)
        .On<HypercallMessage.Stuff>(OnStuff)
        .On<HypercallMessage.Get>((state, in get, from, outbox) => OnGet(state, get.Iova, from, outbox))
        .On<RegionRegistryMessage.Found>(OnFound)
        .On<RegionRegistryMessage.Held>((state, in held, outbox) => OnHeld(state, held.Error, outbox))
        .On<TceUnitMessage.Exchanged>(OnExchanged)
        .On<TceUnitMessage.Attached>(OnAttached)
        .Says<HypercallMessage.Done>();

    /// <summary>The hypercall that an answer is to.</summary>
    private static HypercallWork WorkOf(HypervisorState state, Outbox outbox)
    {
        Ensure.That(state.Works.TryGet(outbox.Serving, out var work), "an answer is to a hypercall in hand");
        return work;
    }

    private void OnPut(HypervisorState state, in HypercallMessage.Put put, ActorId guest, Outbox outbox) =>
        Begin(state, CallOf(guest) with
        {
            Iova = put.Iova,
            Vaddr = put.Vaddr,
            Rights = put.Rights,
            Count = 1,
        }, outbox);

    private void OnPutIndirect(
        HypervisorState state, in HypercallMessage.PutIndirect list, ActorId guest, Outbox outbox) =>
        Begin(state, CallOf(guest) with
        {
            Iova = list.Iova,
            Vaddr = list.Vaddr,
            Rights = list.Rights,
            Count = list.Count,
        }, outbox);

    /// <summary>A value that leads somewhere is told by a count that there is not.</summary>
    private void OnStuff(HypervisorState state, in HypercallMessage.Stuff stuff, ActorId guest, Outbox outbox) =>
        Begin(state, CallOf(guest) with
        {
            Iova = stuff.Iova,
            Count = stuff.Rights == TceRights.None ? stuff.Count : 0,
        }, outbox);

    private static HypercallWork CallOf(ActorId guest) => new HypercallWork() with { Client = guest };

    private void Begin(HypervisorState state, HypercallWork work, Outbox outbox)
    {
        var window = state.Window.Value;
        var error = !state.HasWindow || state.Works.IsFull ? Errno.EAGAIN
            : work.Count is < 1 or > TceShape.CountMost ? Errno.EINVAL
            : !window.Contains(work.Iova) || !window.Shift.Aligns(work.Iova.Since(window.Start)) ? Errno.EINVAL
            : window.IndexOf(work.Iova).Plus(work.Count).Value > window.Count.Value ? Errno.EINVAL
            : !window.Shift.Aligns(work.Vaddr) ? Errno.EINVAL
            : Errno.None;
        if (error != Errno.None) { Answer(work.Client, 0, error, outbox); }
        else if (work.Rights == TceRights.None) { Clear(state, work, work.Count, HypercallStage.Clearing, outbox); }
        else { Find(state, work, outbox); }
    }

    private void Find(HypervisorState state, HypercallWork work, Outbox outbox)
    {
        state.Works[outbox.Serving] = work with { Stage = HypercallStage.Finding };
        outbox.Send(options.Registry, new RegionRegistryMessage.Find(
            VaddrOf(state, in work), new((ulong)(work.Count - work.Done)), options.User, state.Window.Value.Shift));
    }

    private void OnFound(HypervisorState state, in RegionRegistryMessage.Found found, Outbox outbox)
    {
        var work = WorkOf(state, outbox);
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

    private void OnHeld(HypervisorState state, Errno error, Outbox outbox)
    {
        var work = WorkOf(state, outbox);
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

    private void OnExchanged(HypervisorState state, in TceUnitMessage.Exchanged old, Outbox outbox)
    {
        var work = WorkOf(state, outbox);
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
        var index = state.Window.Value.IndexOf(IovaOf(state, in work)).AsPage;
        switch (work.Stage)
        {
            case HypercallStage.Clearing:
                state.Guest.Clear(0, index, new((ulong)work.Count));
                Finish(state, in work, Errno.None, outbox);
                break;
            case HypercallStage.Undoing:
                state.Guest.Clear(0, index, PageCount.One);
                Finish(state, in work, Errno.EAGAIN, outbox);
                break;
            default:
                state.Guest.Set(0, index, new(
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

    private void OnAttached(HypervisorState state, in TceUnitMessage.Attached attached, Outbox outbox)
    {
        var work = WorkOf(state, outbox);
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

        _ = state.Guest.TryFrom(0, window.IndexOf(iova).AsPage, out var run);
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
