using VfioActors.Races.Compilation.Declarations;
using VfioActors.Races.Compilation.Statements;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Compilation.Faults;

/// <summary>What must hold at a place of the code.</summary>
internal static class ClaimPrimitives
{
    private static readonly string[] Warnings = ["WARN_ON", "WARN_ON_ONCE", "BUG_ON", "WARN", "WARN_ONCE"];

    /// <summary>The primitives.</summary>
    internal static IEnumerable<(string, Primitive)> All =>
    [
        ("assert", site => Check(site, isWrong: false)),
        .. Warnings.Select(name => (name, (Primitive)(site => Check(site, isWrong: true)))),
        ("BUG", site =>
        {
            site.Body.At(site.Call.At);
            site.Code.Check(Fault.Assertion, site.Code.Constant(0), "BUG()");
            return site.Nothing();
        }),
    ];

    private static Operand Check(CallSite site, bool isWrong)
    {
        var value = site.Value(0);
        site.Body.At(site.Call.At);
        var holds = isWrong ? site.Code.Unary(Operator.Not, value.Register) : value.Register;
        var text = site.Body.Unit.Source.Text.Substring(site.Call.At.Start, site.Call.At.Length);
        site.Code.Check(Fault.Assertion, holds, text);
        return value with { Type = RaceType.Int };
    }
}
