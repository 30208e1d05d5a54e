using System.Numerics;
using VfioActors.Behaviors;
using VfioActors.Exploration.Worlds;
using VfioActors.Exploration.Worlds.Ahead;

namespace VfioActors.Exploration.Properties;

/// <summary>What claims would say of steps that are not taken.</summary>
/// <param name="world">The world.</param>
/// <param name="checker">Knows the claims, and of which steps and states they are known to hold.</param>
/// <param name="found">What was found in this run.</param>
internal sealed class ClaimsAhead(World world, PropertyChecker checker, FindingList found) : IJudgesAhead
{
    /// <summary>Of more claims about one actor it is not said before a step what comes of them.</summary>
    private const int ChecksMax = 32;

    /// <inheritdoc/>
    public required bool LooksAtAll { get; init; }

    /// <inheritdoc/>
    public bool HoldsBefore(int actor, int step) =>
        checker.ChecksOf(actor, before: true).Length == 0 || checker.IsOrderlyStep(step);

    /// <inheritdoc/>
    public bool HoldsIn(int actor, int state) =>
        checker.ChecksOf(actor, before: false).Length == 0 || checker.IsOrderlyState(state);

    /// <inheritdoc/>
    public ulong? Refuted(int actor, in Envelope message, bool before)
    {
        var checks = checker.ChecksOf(actor, before);
        if (checks.Length > ChecksMax) { return null; }
        if (checks.Length > 0) { checker.NoteLooked(actor, before); }
        var refuted = 0UL;
        for (var at = 0; at < checks.Length; at++)
        {
            if (IsRefuted(checks[at], in message) is not { } isRefuted) { return null; }
            if (isRefuted) { refuted |= 1UL << at; }
        }

        return refuted;
    }

    /// <inheritdoc/>
    public bool AreFound(int actor, ulong refuted)
    {
        for (; refuted != 0; refuted &= refuted - 1)
        {
            var at = BitOperations.TrailingZeroCount(refuted);
            var check = at < ChecksMax
                ? checker.ChecksOf(actor, before: true)[at]
                : checker.ChecksOf(actor, before: false)[at - ChecksMax];
            if (!found.Has(check.Property, check.Actor)) { return false; }
        }

        return true;
    }

    /// <returns>Null when the claim throws: whoever takes the step will say so.</returns>
    private bool? IsRefuted(BoundCheck check, in Envelope message)
    {
        try
        {
            return check.Refute(in message, world) is not null;
        }
#pragma warning disable CA1031 // The claim is the user's, and what it throws is told where the step is taken.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
