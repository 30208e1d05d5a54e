using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-12: pages are released that a driver's device goes on using.</summary>
/// <param name="actors">Who is who.</param>
public sealed class NoUseAfterUnpin(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "A page that a driver was told and has not unpinned stays pinned.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var memory = view.State<GuestMemoryState>(actors.Memory);
        foreach (var (user, script) in actors.Users)
        {
            var told = view.State<UserState>(user).Pages;
            for (var at = 0; at < told.Count; at++)
            {
                var operation = told.Keys[at].Space;
                var driver = script.First(step => step.Id.Value == operation).Request.To;
                var held = view.State<VendorDriverState>(driver).Held;
                Pfn page = new(told.Values[at].First);
                var released = !page.IsReserved && memory.PinsOf(page) == 0;
                if (released && held.TryFrom(0, told.Keys[at].Page, out _))
                {
                    return $"{view.NameOf(driver)} uses page {page}, which was released";
                }
            }
        }

        return null;
    }
}
