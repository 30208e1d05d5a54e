using System.Reflection;
using VfioActors.Runtime.Control;
using VfioActors.Runtime.Control.Dispatching;
using VfioActors.TestKit.Bodies;

namespace VfioActors.TestKit.Explorations;

/// <summary>The body of a test as a scenario: each run makes an object of its class and calls it.</summary>
/// <param name="type">The class, built on <see cref="VfioTestKit"/>.</param>
/// <param name="body">The test: takes nothing, gives nothing.</param>
/// <param name="arguments">What the class is made with.</param>
internal sealed class ExploredScenario(Type type, MethodInfo body, object[] arguments) : AkkaScenario
{
    private BodyRun _last = Prepared(TitleOf(body), type, arguments);
    private VfioTestKit? _kit;

    public override string Name => $"{type.Name}.{body.Name}";

    public override string Summary => TitleOf(body);

    public override IReadOnlyDictionary<string, string> Waived =>
        _last.Waived.ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);

    /// <summary>What is claimed, in words.</summary>
    internal IEnumerable<string> Claimed => _last.Claims.Select(one => one.Claim);

    protected override string Hocon => _last.Hocon;

    protected override IReadOnlyList<ActorClaim> Claims =>
        [.. _last.Claims.Select((one, at) => new ActorClaim(NameOf(one.Claim), $"{one.Claim}.", () => Refuted(at)))];

    protected override MethodInfo Beginning => body;

    /// <summary>The id of a claim: its words without gaps.</summary>
    internal static string NameOf(string claim)
    {
        var letters = claim.Select(one => char.IsAsciiLetterOrDigit(one) ? one : ' ').ToArray();
        var words = new string(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return name.Length == 0 ? "Claim" : name;
    }

    protected override void Begin(Stage stage)
    {
        _kit?.Dispose();
        BodyRun run = new(Summary, stage);
        run.Do(() =>
        {
            _kit = Made(type, arguments);
            BodyCall.Call(body, _kit);
        });
        _last = run;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _kit?.Dispose();
    }

    private static string TitleOf(MethodInfo body) => body.Name.Replace('_', ' ').Trim();

    private static BodyRun Prepared(string title, Type type, object[] arguments)
    {
        BodyRun run = new(title, null);
        run.Do(() => Made(type, arguments).Dispose());
        return run;
    }

    private static VfioTestKit Made(Type type, object[] arguments) =>
        (VfioTestKit)Activator.CreateInstance(type, arguments)!;

    private string? Refuted(int claim)
    {
        if (claim >= _last.Claims.Count) { return "the body of the test claims less in this run than in the first"; }
        try
        {
            _last.Claims[claim].Check();
            return null;
        }
#pragma warning disable CA1031 // Whatever an assertion throws says that the claim does not hold.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return OneLine.Of(failure.Message);
        }
    }
}
