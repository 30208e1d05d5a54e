namespace VfioActors.Exploration.Properties;

/// <summary>What every scenario claims without saying so.</summary>
public sealed class CrashProperty : Property
{
    private CrashProperty()
    {
    }

    /// <summary>The one object of this class.</summary>
    public static CrashProperty Instance { get; } = new();

    /// <inheritdoc/>
    public override string Name => "NoBrokenPromise";

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    public override string Claim => "No actor breaks a promise of its own or dies of an exception.";
}
