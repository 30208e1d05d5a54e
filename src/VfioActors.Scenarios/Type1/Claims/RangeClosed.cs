using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

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
            if (answer.Request.Asks<ContainerMessage.Unmap>(out var unmap) && answer.Succeeded)
            {
                if (Wraps(unmap.Iova.Value, unmap.Size.Value)) { return "an unmap whose range wraps is answered success"; }
                if (IsLeft(view, answer, in unmap)) { return "the mapping of the last page is not found"; }
            }

            if (answer.Request.Asks<ContainerMessage.Map>(out var map) && answer.Succeeded
                && Wraps(map.Iova.Value, map.Size.Value))
            {
                return "a map whose range wraps is answered success";
            }

            if (answer.Request.Asks<VendorDriverMessage.Pin>(out var pin) && answer.Outcome.Error == Errno.EFAULT
                && IsThere(view, in pin))
            {
                return $"a pin at {pin.Iova} is answered EFAULT, and its memory is there";
            }
        }

        return null;
    }

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
            if (!Type1Actors.TryMapping(view.State<ContainerState>(container), pin.Iova, out var start, out var mapping))
            {
                continue;
            }

            Vaddr vaddr = new(mapping.Vaddr.Value + (pin.Iova.Value - start));
            if (memory.PageAt(mapping.Owner, vaddr) != Pfn.None) { return true; }
        }

        return false;
    }
}
