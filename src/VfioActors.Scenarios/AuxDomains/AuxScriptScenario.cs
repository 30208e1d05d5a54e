using VfioActors.Exploration.Scenarios;
using VfioActors.Scenarios.AuxDomains.Settings;
using VfioActors.Scenarios.AuxDomains.Storms;
using VfioActors.Scenarios.Storms;
using VfioActors.Scenarios.Workloads.Storms;

namespace VfioActors.Scenarios.AuxDomains;

/// <summary>
/// Clients do exactly what a text says, with the actors of a storm. What a storm breaks is made small as a
/// <see cref="StormScriptScenario"/> now; traces of before replay as one of these.
/// </summary>
public sealed class AuxScriptScenario : AuxDomainScenario
{
    /// <summary>The name of the parameter that says what clients do.</summary>
    public const string Script = "script";

    private const string Usual = "attach.0.0,detach.0.0/attach.0.1,detach.0.1";

    /// <inheritdoc/>
    public override string Name => "aux-script";

    /// <inheritdoc/>
    public override string Summary => "clients do what a script says, such as attach.0.1,detach.0.1/getpasid.0";

    /// <inheritdoc/>
    public override IReadOnlyList<ScenarioParameter> Parameters =>
    [
        ScenarioParameter.Text(Script, "what each client does", Usual, AuxScript.Form),
        .. new AuxStormSubsystem().Parameters, StormSubsystem.Failures,
    ];

    /// <inheritdoc/>
    public override void Build(ScenarioBuilder builder)
    {
        var setting = AuxStormSubsystem.SettingOf(builder);
        foreach (var actions in AuxScript.Read(builder.Word(Script), setting)) { setting.AddClient(actions); }
        setting.ClaimAll();
    }
}
