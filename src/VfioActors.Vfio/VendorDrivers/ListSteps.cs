using VfioActors.Behaviors;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Vfio.VendorDrivers;

/// <summary>
/// How a vendor driver passes a list on to its container: run by run, the last one with the call that ends it.
/// </summary>
internal sealed class ListSteps(VendorDriverOptions options)
{
    private readonly bool _asksForAny = !options.Kernel.PinsHaveOwners;

    /// <summary>How many pages the list names together with its last run.</summary>
    internal static PageCount PagesWith(VendorDriverState state, PageCount last)
    {
        for (var at = 0; at < state.Listed.Count; at++) { last = last.PlusMost(state.Listed[at].Pages); }
        return last;
    }

    /// <summary>The call that ends the list is refused.</summary>
    internal static void Forget(VendorDriverState state)
    {
        while (state.Listed.Count > 0) { state.Listed.Dequeue(); }
    }

    /// <summary>The list is of pages to pin: all but the last run go ahead.</summary>
    internal static void SendPins(VendorDriverState state, Outbox outbox)
    {
        while (state.Listed.Count > 0)
        {
            var (iova, pages) = state.Listed.Dequeue();
            outbox.Send(state.Container.Value, new ContainerMessage.PinListEntry(iova, pages, pages));
        }
    }

    /// <summary>
    /// The list is of pages to give back: all but the last part go ahead, and the driver holds none of it any more.
    /// What names too many pages is refused as a whole, and the driver holds what it held.
    /// </summary>
    /// <returns>The call with the last part.</returns>
    internal ContainerMessage.Unpin SendUnpins(VendorDriverState state, ListedRun last, Outbox outbox)
    {
        var isWhole = PagesWith(state, last.Pages) > ContainerMessage.PagesMost;
        while (state.Listed.Count > 0)
        {
            var end = SendParts(state, state.Listed.Dequeue(), isWhole, outbox);
            outbox.Send(state.Container.Value, end);
        }

        var (iova, pages, held) = SendParts(state, last, isWhole, outbox);
        return new(iova, pages, held);
    }

    /// <summary>
    /// Sends all parts of a run but the last, each of pages that it holds before pages that it does not.
    /// </summary>
    private ContainerMessage.PinListEntry SendParts(VendorDriverState state, ListedRun run, bool isWhole, Outbox outbox)
    {
        if (isWhole) { return new(run.Iova, run.Pages, run.Pages); }
        var (iova, left) = run;
        var (held, pages) = Front(state, iova, left);
        while (pages < left)
        {
            outbox.Send(state.Container.Value, new ContainerMessage.PinListEntry(iova, pages, held));
            (iova, left) = (iova.Plus(pages), left.Minus(pages));
            (held, pages) = Front(state, iova, left);
        }

        DropSteps.Forget(state, run.Iova, run.Pages);
        return new(iova, pages, held);
    }

    /// <summary>
    /// How many pages from an address on the driver holds, and how far what it does not hold then goes.
    /// </summary>
    private (PageCount Held, PageCount Pages) Front(VendorDriverState state, Iova iova, PageCount most)
    {
        if (_asksForAny) { return (most, most); }
        var held = DropSteps.Stretch(state, iova, most, isHeld: true);
        return (held, held.Plus(DropSteps.Stretch(state, iova.Plus(held), most.Minus(held), isHeld: false)));
    }
}
