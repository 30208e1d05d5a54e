using VfioActors.Exploration.Worlds;
using VfioActors.Scenarios.Type1.Actors;
using VfioActors.Vfio.GuestMemories;
using VfioActors.Vfio.Values;

namespace VfioActors.Scenarios.DmaRw.Claims;

/// <summary>Catches DRW-16 and 17: an access goes on behind its end.</summary>
/// <param name="actors">Who is who.</param>
public sealed class RangeClosed(Type1Actors actors) : Exploration.Properties.AtRest
{
    /// <inheritdoc/>
    public override string Claim =>
        "No byte changes beyond the last one of an access, which neither wraps nor has a negative length.";

    /// <inheritdoc/>
    public override string? Refute(IWorldView view)
    {
        var script = AccessScript.Of(actors);
        foreach (var bytes in ChangedBytes.Of(view.State<GuestMemoryState>(actors.Memory)))
        {
            var isOther = bytes.Process != 0 || !script.Covers(bytes, asUnsigned: true);
            if (!isOther && !script.Covers(bytes, asUnsigned: false))
            {
                return $"bytes at {new Vaddr(bytes.First)} lie behind the end of the access";
            }
        }

        return null;
    }
}
