using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Users;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-15 and 21: a call waits for what never comes.</summary>
/// <param name="actors">Who is who.</param>
public sealed class Progress(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "Nobody waits for ever but for a page that user space never provides, and then only who accesses it.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var copies = view.State<GuestMemoryState>(actors.Memory).Copies;
        foreach (var (user, script) in actors.Users)
        {
            var next = view.State<UserState>(user).Next.Value;
            if (next == script.Count || IsOfPage(copies.Values, script[next].Id)) { continue; }
            return $"{view.NameOf(user)} waits for ever";
        }

        return null;
    }

    private static bool IsOfPage(ReadOnlySpan<CopyWait> copies, OperationId operation)
    {
        foreach (var copy in copies)
        {
            if (copy.Operation == operation) { return true; }
        }

        return false;
    }
}
