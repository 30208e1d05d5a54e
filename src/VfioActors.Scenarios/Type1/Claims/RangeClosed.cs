using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-19 and T1-22: the end of a range wraps, or the address of a page does.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RangeClosed(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "A range that wraps is refused; what ends with the last address is found; memory that is there is no fault.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var answer in actors.Answers(view))
        {
            if ((answer.Succeeded ? Wrong(view, answer) : Fault(view, answer)) is { } reason) { return reason; }
        }

        return null;
    }

    private static string? Wrong(IWorldView view, Type1Answer answer)
    {
        if (answer.Request.Asks<ContainerMessage.Unmap>(out var unmap))
        {
            return Wraps(unmap.Iova.Value, unmap.Size.Value) ? "an unmap whose range wraps is answered success"
                : IsLeft(view, answer, in unmap) ? "the mapping of the last page is not found"
                : null;
        }

        return answer.Request.Asks<ContainerMessage.Map>(out var map) && Wraps(map.Iova.Value, map.Size.Value)
            ? "a map whose range wraps is answered success"
            : null;
    }

    private string? Fault(IWorldView view, Type1Answer answer) =>
        answer.Outcome.Error == Errno.EFAULT && answer.Request.Asks<VendorDriverMessage.Pin>(out var pin)
            && IsThere(view, in pin)
            ? $"a pin at {pin.Iova} is answered EFAULT, and its memory is there"
            : null;

    private static bool Wraps(ulong start, ulong size) => size > 0 && size - 1 > ulong.MaxValue - start;

    /// <summary>Whether the unmap of a mapping that ends with the last address left it there.</summary>
    private static bool IsLeft(IWorldView view, Type1Answer answer, in ContainerMessage.Unmap unmap) =>
        unmap.Iova.Value + (unmap.Size.Value - 1) == ulong.MaxValue && answer.Outcome.Value == 0
        && view.State<ContainerState>(answer.Request.To).Mappings.Contains(unmap.Iova.Value);

    private bool IsThere(IWorldView view, in VendorDriverMessage.Pin pin)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            if (!Type1Actors.TryMapping(state, pin.Iova, out var start, out var mapping)) { continue; }

            Vaddr vaddr = new(mapping.Vaddr.Value + (pin.Iova.Value - start));
            if (memory.PageAt(mapping.Owner, vaddr) != Pfn.None) { return true; }
        }

        return false;
    }
}
