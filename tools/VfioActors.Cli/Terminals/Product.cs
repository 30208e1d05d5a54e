namespace VfioActors.Cli.Terminals;

/// <summary>What this program calls itself.</summary>
internal static class Product
{
    /// <summary>The command.</summary>
    public const string Name = "vfioactors";

    /// <summary>How the command is run from the root of the repository.</summary>
    public const string FromRepository = "dotnet run -c Release --project tools/VfioActors.Cli --";

    /// <summary>Such as 0.1.0.</summary>
    public static string Version => typeof(Product).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0";
}
