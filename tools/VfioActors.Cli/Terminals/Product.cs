namespace VfioActors.Cli.Terminals;

/// <summary>What this program calls itself.</summary>
internal static class Product
{
    /// <summary>The command.</summary>
    public const string Name = "vfioactors";

    /// <summary>Such as 0.1.0.</summary>
    public static string Version => typeof(Product).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0";
}
