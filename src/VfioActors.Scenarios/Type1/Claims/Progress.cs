using VfioActors.Exploration.Worlds;
using VfioActors.Vfio.Containers;
using VfioActors.Vfio.Groups;
using VfioActors.Vfio.Users;
using VfioActors.Vfio.VendorDrivers;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>Catches T1-28 and T1-34: a call waits for what never comes.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim => "Every user comes to the end of what it does, and every call is answered.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        foreach (var (user, script) in actors.Users)
        {
            if (view.State<UserState>(user).Next.Value < script.Count) { return $"{view.NameOf(user)} waits for ever"; }
        }

        foreach (var container in actors.Containers)
        {
            var state = view.State<ContainerState>(container);
            var open = state.Waiting.Count + state.Suspended.Count;
            if (state.Hand.Value.Request.Kind != RequestKind.None) { open++; }
            if (open > 0) { return $"{view.NameOf(container)} never answers {open} calls"; }
        }

        foreach (var group in actors.Groups)
        {
            var state = view.State<GroupState>(group);
            if (state.Hand.Value.Kind != GroupCallKind.None) { return $"{view.NameOf(group)} waits for ever"; }
        }

        foreach (var driver in actors.KnownDrivers)
        {
            var open = view.State<VendorDriverState>(driver).Calls.Count;
            if (open > 0) { return $"{view.NameOf(driver)} waits for ever"; }
        }

        return null;
    }
}
