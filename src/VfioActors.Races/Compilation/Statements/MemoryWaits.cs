using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Statements;

/// <summary>
/// Whether a call waits for memory: with __GFP_DIRECT_RECLAIM in what it is given, known beforehand or not.
/// gfpflags_allow_blocking, include/linux/gfp.h, Linux 6.12.
/// </summary>
internal static class MemoryWaits
{
    /// <summary>What gets memory may sleep until there is some, if it is said so; where nothing is said, too.</summary>
    /// <param name="at">Which argument says so; below zero for none.</param>
    internal static void NoteSleep(CallSite site, int at)
    {
        if (MayWait(site, at) is not { } register) { return; }
        var (code, end) = (site.Code, site.Code.NewLabel());
        code.JumpIfZero(register, end);
        site.MaySleep();
        code.Put(end);
    }

    /// <summary>The register that says whether memory is waited for; null where it never is.</summary>
    internal static int? MayWait(CallSite site, int at)
    {
        if (at < 0 || at >= site.Count) { return site.Code.Constant(1); }
        if (site.Body.Unit.Constants.Of(site.Call.Arguments[at]) is { } known)
        {
            site.PassOver(at);
            return (known & GfpFlags.DirectReclaim) != 0 ? site.Code.Constant(1) : null;
        }

        return site.Code.Binary(Operator.And, site.Register(at), site.Code.Constant(GfpFlags.DirectReclaim));
    }
}
