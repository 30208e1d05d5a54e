using VfioActors.Behaviors;
using VfioActors.Behaviors.Values;
using VfioActors.Exploration.Properties;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Scenarios.Workloads.Users;
using VfioActors.Vfio.IommuTables;
using VfioActors.Vfio.Protocols;
using VfioActors.Vfio.Runs;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.Type1.Claims;

/// <summary>
/// Catches T1-24 and T1-26: pages that were written are missing in the log. Judges what one user did one after the
/// other: it started the log, let a page be written or pinned, and reads the log for the first time since.
/// </summary>
/// <param name="actors">Who is who.</param>
public sealed class DirtySuperset(Type1Actors actors) : Invariant<UserState>
{
    /// <inheritdoc/>
    public override string Claim => "Every page written, or pinned by a driver, since the last reading is in the next.";

    /// <inheritdoc/>
    public override string? Refute(UserState state, ActorId actor, IWorldView view)
    {
        var script = actors.ScriptOf(actor);
        SortedSet<ulong> written = [];
        var on = false;
        foreach (var step in script)
        {
            if (!state.Outcomes.TryGet(step.Id, out var outcome)) { break; }
            if (outcome.Error != Errno.None) { continue; }
            if (step.Request.Asks<ContainerMessage.StartLog>(out _)) { on = true; }
            else if (step.Request.Asks<ContainerMessage.StopLog>(out _)) { (on, written) = (false, []); }
            else if (step.Request.Asks<ContainerMessage.Unmap>(out _)) { written = []; }
            else if (step.Request.Asks<ContainerMessage.GetLog>(out var get))
            {
                if (Missing(state, step.Id, in get, written) is { } page) { return $"page {page} is not in the log"; }
                written = [];
            }
            else if (on) { written.UnionWith(Written(step.Request)); }
        }

        return null;
    }

    private static IEnumerable<ulong> Written(UserRequest request)
    {
        if (request.Asks<IommuTableMessage.Access>(out var access) && access.Rights.HasFlag(TableRights.Write))
        {
            return [Paging.PageOf(access.Iova.Value)];
        }

        return request.Asks<VendorDriverMessage.Pin>(out var pin)
            ? Enumerable.Range(0, (int)pin.Pages.Value).Select(at => Paging.PageOf(pin.Iova.Value) + (ulong)at)
            : [];
    }

    private static ulong? Missing(
        UserState state, OperationId reading, in ContainerMessage.GetLog get, SortedSet<ulong> written)
    {
        var first = Paging.PageOf(get.Iova.Value);
        foreach (var page in written)
        {
            if (page < first || page - first >= get.Size.Value >> Paging.Shift) { continue; }
            if (!IsSet(state, reading, page - first)) { return page; }
        }

        return null;
    }

    private static bool IsSet(UserState state, OperationId reading, ulong bit)
    {
        for (var at = 0; at < state.Bits.Count; at++)
        {
            RunKey key = state.Bits.Keys[at];
            var reported = key.Space == reading.Value && bit >= key.Page.Value;
            if (reported && bit - key.Page.Value < state.Bits.Values[at]) { return true; }
        }

        return false;
    }
}
