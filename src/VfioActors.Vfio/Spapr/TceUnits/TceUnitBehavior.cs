using VfioActors.Behaviors;
using VfioActors.Behaviors.Tables;
using VfioActors.Behaviors.Values;
using VfioActors.Vfio.Defects;
using VfioActors.Vfio.Spapr.Protocols;
using VfioActors.Vfio.Spapr.Tables;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.Spapr.TceUnits;

/// <summary>
/// The IOMMU of a POWER machine: it exchanges entries, and never asks anybody. What is done about a page that an entry
/// no longer leads to is the business of who exchanged it.
/// </summary>
/// <param name="options">What it is like.</param>
public sealed class TceUnitBehavior(TceUnitOptions options) : IBehavior<TceUnitState>, IRefuses
{
    private const int ExchangeQuestion = 0;

    private readonly bool _lendsNothing = options.Kernel.Has(SpaprDefects.TableOutlivesItsReference);
    private readonly bool _losesEntries = options.Kernel.Has(SpaprDefects.EntriesAreClearedAfterTheWindow);

    /// <inheritdoc/>
    public IReadOnlyList<HostRefusal> Refusals { get; } =
        [new(ExchangeQuestion, "exchange of entries by the hardware", "iommu_tce_xchg", "EIO")];

    /// <inheritdoc/>
    public IReadOnlyList<RefusableRequest> Refusables { get; } =
    [
        RefusableRequest.Of(
            new(0, "memory for the table of a window", "tce_iommu_create_table", "ENOMEM"),
            static (in TceUnitMessage.Make _, ActorId asker, Outbox outbox) => outbox.Send(
                asker, new TceUnitMessage.Made(0, Errno.ENOMEM))),
    ];

    /// <inheritdoc/>
    public TceUnitState Create(Journal journal) => new(journal, options);

    /// <inheritdoc/>
    public void Receive(TceUnitState state, in Envelope envelope, Outbox outbox) =>
        Hears.Receive(state, in envelope, outbox);

    /// <summary>What it hears, and who answers to it.</summary>
    private MessageTable<TceUnitState> Hears => field ??= new MessageTable<TceUnitState>()
        .On<TceUnitMessage.Exchange>(OnExchange)
        .On<TceUnitMessage.Clear>(OnClear)
        .On<Chosen>(OnChosen)
        .On<TceUnitMessage.Get>(OnGet)
        .On<TceUnitMessage.Make>(OnMake)
        .On<TceUnitMessage.Remove>((state, in remove, from, outbox) => OnRemove(state, remove.Window, from, outbox))
        .On<TceUnitMessage.Attach>(OnAttach)
        .On<TceUnitMessage.Take>((state, in take, outbox) => OnTake(state, take.Window, outbox))
        .Says<TceUnitMessage.Exchanged>()
        .Says<TceUnitMessage.Got>()
        .Says<TceUnitMessage.Made>()
        .Says<TceUnitMessage.Removed>()
        .Says<TceUnitMessage.Attached>();

    private void OnExchange(TceUnitState state, in TceUnitMessage.Exchange exchange, ActorId from, Outbox outbox)
    {
        if (!options.ExchangesMayFail)
        {
            Replace(state, in exchange, from, outbox);
            return;
        }

        ReadSectionKey asker = new(from, outbox.Serving);
        state.Undecided[asker] = exchange;
        state.Choosing.Enqueue(in asker);
        outbox.Choose(ExchangeQuestion, 2);
    }

    private static void OnChosen(TceUnitState state, in Chosen chosen, Outbox outbox)
    {
        var asker = state.Choosing.Dequeue();
        var exchange = state.Undecided[asker];
        state.Undecided.Remove(asker);
        outbox.Serving = asker.Operation;
        if (chosen.Option == 0) { Replace(state, in exchange, asker.Reader, outbox); }
        else { Refuse(state, in exchange, asker.Reader, outbox); }
    }

    private static void Replace(
        TceUnitState state, in TceUnitMessage.Exchange exchange, ActorId asker, Outbox outbox)
    {
        var shape = exchange.Shape;
        if (!state.Windows.TryGet(shape.Window, out var window) || !window.Container.IsSomebody)
        {
            Refuse(state, in exchange, asker, outbox);
            return;
        }

        var index = window.IndexOf(exchange.Iova);
        TceEntry entry = new(exchange.First, exchange.Vaddr, exchange.Region, shape.Rights);
        var old = Collect(state, shape.Window, (index, index.Plus(shape.Count)), window.Shift);
        state.Entries.Put(shape.Window, index, in entry, shape.Count, window.Shift);
        outbox.Note($"leads {Counted.Of(shape.Count, "entry", "entries")} at {exchange.Iova} to page {exchange.First}");
        Answer(old, window, asker, outbox, shape.Window);
    }

    /// <summary>The entries are as they were; the answer tells what the first one is.</summary>
    private static void Refuse(
        TceUnitState state, in TceUnitMessage.Exchange exchange, ActorId asker, Outbox outbox)
    {
        var shape = exchange.Shape;
        var isThere = state.Windows.TryGet(shape.Window, out var window);
        var entry = isThere ? state.Entries[shape.Window, window.IndexOf(exchange.Iova)] : default;
        outbox.Note($"changes nothing at {exchange.Iova}: the hardware refuses");
        outbox.Send(asker, new TceUnitMessage.Exchanged(
            exchange.Iova, entry.Page, entry.Vaddr, entry.Region,
            new((ushort)(entry.IsLive ? 1 : 0), shape.Window, TceMarks.Last | TceMarks.Refused)));
    }

    private static void OnClear(TceUnitState state, in TceUnitMessage.Clear clear, ActorId asker, Outbox outbox)
    {
        if (!state.Windows.TryGet(clear.Window, out var window))
        {
            outbox.Note($"clears nothing: the window is gone");
            outbox.Send(asker, new TceUnitMessage.Exchanged(
                clear.Iova, default, default, default, new(0, (byte)clear.Window, TceMarks.Last | TceMarks.Refused)));
            return;
        }

        var index = window.IndexOf(clear.Iova);
        var old = Collect(state, clear.Window, (index, index.Plus(clear.Count)), window.Shift);
        for (var at = 0; at < old.Count; at++)
        {
            state.Entries.Put(clear.Window, old[at].First, default, old[at].Count, window.Shift);
        }

        outbox.Note($"clears {Counted.Of(clear.Count, "entry", "entries")} at {clear.Iova}");
        Answer(old, window, asker, outbox, clear.Window);
    }

    private static TceRunList Collect(
        TceUnitState state, int window, (TceIndex First, TceIndex End) range, TcePageShift shift)
    {
        TceRunList runs = new(shift);
        for (var at = range.First; state.Entries.TryLive(window, at, range.End, out at); at = at.Plus(1))
        {
            runs.Add(at, state.Entries[window, at]);
        }

        return runs;
    }

    private static void Answer(TceRunList runs, DmaWindow window, ActorId asker, Outbox outbox, int number)
    {
        if (runs.Count == 0)
        {
            outbox.Send(asker, new TceUnitMessage.Exchanged(
                default, default, default, default, new(0, (byte)number, TceMarks.Last)));
        }

        for (var at = 0; at < runs.Count; at++)
        {
            var (first, entry, count) = runs[at];
            var marks = (TceMarks)(int)entry.Rights | (at + 1 == runs.Count ? TceMarks.Last : TceMarks.None);
            outbox.Send(asker, new TceUnitMessage.Exchanged(
                window.AddressOf(first), entry.Page, entry.Vaddr, entry.Region,
                new((ushort)count, (byte)number, marks)));
        }
    }

    private static void OnGet(TceUnitState state, in TceUnitMessage.Get get, ActorId asker, Outbox outbox)
    {
        var isThere = state.Windows.TryGet(get.Window, out var window) && window.Contains(get.Iova);
        var entry = isThere ? state.Entries[get.Window, window.IndexOf(get.Iova)] : default;
        outbox.Send(asker, new TceUnitMessage.Got(entry.Page, entry.Region, entry.Rights));
    }

    private void OnMake(TceUnitState state, in TceUnitMessage.Make make, ActorId container, Outbox outbox)
    {
        var window = LowestFree(state);
        if (window == options.WindowsMax)
        {
            outbox.Send(container, new TceUnitMessage.Made(0, Errno.ENOSPC));
            return;
        }

        state.Windows[window] = new(make.Start, make.Count, make.Shift, container, 0, 0);
        outbox.Note($"has a window of {Counted.Of(make.Count, "entry", "entries")} at {make.Start}");
        outbox.Send(container, new TceUnitMessage.Made(window, Errno.None));
    }

    private void OnRemove(TceUnitState state, int number, ActorId container, Outbox outbox)
    {
        var window = state.Windows[number] with { Container = ActorId.Nobody };
        var old = Collect(state, number, (default, TceIndex.Highest), window.Shift);
        for (var at = 0; at < old.Count; at++)
        {
            state.Entries.Put(number, old[at].First, default, old[at].Count, window.Shift);
        }

        Answer(_losesEntries ? new(window.Shift) : old, window, container, outbox, number);
        if (window.Users > 0)
        {
            outbox.Note($"keeps the window: a hypervisor has it");
            state.Windows[number] = window;
        }
        else
        {
            outbox.Note($"frees the window at {window.Start}");
            state.Windows.Remove(number);
        }

        outbox.Send(container, default(TceUnitMessage.Removed));
    }

    private void OnAttach(TceUnitState state, in TceUnitMessage.Attach attach, ActorId hypervisor, Outbox outbox)
    {
        for (var at = 0; at < state.Windows.Count; at++)
        {
            var (number, window) = (state.Windows.Keys[at], state.Windows.Values[at]);
            if (window.Container != attach.Container || !window.Contains(attach.Start)) { continue; }

            if (!_lendsNothing) { state.Windows[number] = window with { Users = window.Users + 1 }; }

            outbox.Note($"shows the window at {window.Start}");
            outbox.Send(hypervisor, new TceUnitMessage.Attached(
                window.Start, window.Count, window.Shift, number, Errno.None, 0));
            return;
        }

        outbox.Send(hypervisor, new TceUnitMessage.Attached(default, default, default, 0, Errno.ENOENT, 0));
    }

    private static void OnTake(TceUnitState state, int number, Outbox outbox)
    {
        if (state.Windows.TryGet(number, out var window))
        {
            state.Windows[number] = window with { Users = window.Users + 1 };
            return;
        }

        outbox.Note($"is asked for a window that was freed");
        state.StaleUses.Value++;
    }

    private static int LowestFree(TceUnitState state)
    {
        var lowest = 0;
        foreach (var used in state.Windows.Keys)
        {
            if (used != lowest) { break; }

            lowest++;
        }

        return lowest;
    }
}
