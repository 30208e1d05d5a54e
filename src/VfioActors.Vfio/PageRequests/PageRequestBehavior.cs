using VfioActors.Behaviors;
using VfioActors.Behaviors.Defects;
using VfioActors.Behaviors.Tables;
using VfioActors.Vfio.Calls;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.PageRequests;

/// <summary>
/// What takes the page requests of one device from the hardware: the core of the kernel's page fault code, the driver's
/// part of it, and the fault queues of iommufd. What any two of these do under one lock is one step.
/// </summary>
/// <remarks>
/// Source: drivers/iommu/io-pgfault.c, drivers/iommu/iommufd/eventq.c, drivers/iommu/intel/iommu.c, Linux 7.2. Differs:
/// a group has one request.
/// </remarks>
public sealed class PageRequestBehavior : IBehavior<PageRequestState>
{
    private readonly RequestHandler _handler;
    private readonly int _domain;
    private readonly bool _staysInCore;
    private readonly DetachSteps _detaching;

    /// <param name="handler">What becomes of requests.</param>
    /// <param name="domain">The domain that is attached at the start; 0 for none.</param>
    /// <param name="defects">Which defects are on.</param>
    public PageRequestBehavior(RequestHandler handler, int domain, DefectSet defects)
    {
        _handler = handler;
        _domain = domain;
        _staysInCore = defects.Has(LivingDefects.FaultStaysOnCoreList);
        _detaching = new(handler, defects);
    }

    /// <inheritdoc/>
    public PageRequestState Create(Journal journal)
    {
        PageRequestState state = new(journal);
        if (_domain == 0) { return state; }
        state.Domain.Value = _domain;
        state.Handle.Value = 1;
        state.Handles.Value = 1;
        state.IsPresent.Value = 1;
        state.IsInQueue.Value = 1;
        return state;
    }

    /// <inheritdoc/>
    public void Receive(PageRequestState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<PageRequestState> Hears => field ??= new MessageTable<PageRequestState>()
        .On<PageRequestMessage.Raise>(OnRaise)
        .On<PageRequestMessage.Take>(OnTake)
        .On<PageRequestMessage.Work>((state, in work, outbox) => OnWork(state, work.Cookie, outbox))
        .On<PageRequestMessage.Read>((state, in read, user, outbox) =>
            QueueSteps.OnRead(state, read.Domain, new(user, outbox.Serving), outbox))
        .On<PageRequestMessage.Respond>((state, in respond, user, outbox) =>
            QueueSteps.OnRespond(state, respond, new(user, outbox.Serving), outbox))
        .On<PageRequestMessage.Attach>((state, in attach, user, outbox) =>
            _detaching.OnCall(state, new(new(user, outbox.Serving), attach.Domain, 1, 0, 0), outbox))
        .On<PageRequestMessage.Replace>(OnReplace)
        .On<PageRequestMessage.Detach>((state, user, outbox) =>
            _detaching.OnCall(state, new(new(user, outbox.Serving), 0, 0, 0, 0), outbox))
        .On<PageRequestMessage.GoOn>(_detaching.GoOn);

    private void OnReplace(
        PageRequestState state, in PageRequestMessage.Replace replace, ActorId user, Outbox outbox)
    {
        var domain = replace.Domain == 0 ? -1 : replace.Domain;
        _detaching.OnCall(state, new(new(user, outbox.Serving), domain, 0, 0, 0), outbox);
    }

    private static void OnRaise(PageRequestState state, ActorId device, Outbox outbox)
    {
        PendingCall call = new(device, outbox.Serving);
        if (state.IsPresent.Value == 0)
        {
            call.Return(outbox, Errno.None, GroupSteps.Invalid);
            return;
        }

        outbox.Note($"the hardware queues a page request");
        state.Hardware.Enqueue(call);
        outbox.Send(outbox.Self, default(PageRequestMessage.Take));
    }

    private void OnTake(PageRequestState state, Outbox outbox)
    {
        var request = state.Hardware.Dequeue();
        var isTaken = state.IsInQueue.Value == 1 && state.Handle.Value > 0;
        if (isTaken) { Take(state, request, outbox); }
        else { request.Return(outbox, Errno.None, GroupSteps.Invalid); }
        if (state.IsDraining.Value == 1) { _detaching.Continue(state, outbox); }
    }

    private void Take(PageRequestState state, PendingCall request, Outbox outbox)
    {
        var cookie = state.Groups.Count + 1;
        outbox.Note($"allocates group {cookie}");
        var marks = _handler switch
        {
            RequestHandler.Queue when !_staysInCore => RequestMarks.ToDeliver,
            RequestHandler.Work => RequestMarks.InCore | RequestMarks.AtWork,
            _ => RequestMarks.InCore | RequestMarks.ToDeliver,
        };
        state.Groups[cookie] = new(request, state.Domain.Value, state.Handle.Value, marks);
        if (_handler == RequestHandler.Work) { outbox.Send(outbox.Self, new PageRequestMessage.Work(cookie)); }
    }

    private void OnWork(PageRequestState state, int cookie, Outbox outbox)
    {
        if (GroupSteps.Use(state, cookie, outbox))
        {
            GroupSteps.Answer(state.Groups[cookie], GroupSteps.Good, outbox);
        }

        GroupSteps.Free(state, cookie, RequestMarks.AtWork | RequestMarks.InCore, outbox);
        if (state.IsDraining.Value == 1) { _detaching.Continue(state, outbox); }
    }
}
