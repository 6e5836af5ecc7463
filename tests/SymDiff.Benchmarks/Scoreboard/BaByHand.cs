using GradBench.Modules;

namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The Jacobian of <see cref="Ba.ReprojectionError"/> as a careful person writes it: what both rows need is computed once, then each row goes back from the picture to the rotation.</summary>
internal static class BaByHand
{
    private const int Width = Camera.Parameters + 3 + 1;

    public static void Jacobian(Camera camera, Spatial point, double weight, double seenX, double seenY, Span<double> jacobian)
    {
        double qx = point.X - camera.Centre.X;
        double qy = point.Y - camera.Centre.Y;
        double qz = point.Z - camera.Centre.Z;
        double rx = camera.Rotation.X;
        double ry = camera.Rotation.Y;
        double rz = camera.Rotation.Z;
        double squaredAngle = (rx * rx) + (ry * ry) + (rz * rz);
        bool isTurned = squaredAngle != 0;
        double angle = Math.Sqrt(squaredAngle);
        double inverse = isTurned ? 1 / angle : 0;
        double cosine = Math.Cos(angle);
        double sine = Math.Sin(angle);
        double ax = rx * inverse;
        double ay = ry * inverse;
        double az = rz * inverse;

        // The cross product and the dot product of the axis with the point.
        double cx = (ay * qz) - (az * qy);
        double cy = (az * qx) - (ax * qz);
        double cz = (ax * qy) - (ay * qx);
        double dot = (ax * qx) + (ay * qy) + (az * qz);
        double along = dot * (1 - cosine);
        double px = (cosine * qx) + (sine * cx) + (along * ax);
        double py = (cosine * qy) + (sine * cy) + (along * ay);
        double pz = (cosine * qz) + (sine * cz) + (along * az);

        double depth = 1 / pz;
        double x = px * depth;
        double y = py * depth;
        double square = (x * x) + (y * y);
        double distortion = 1 + (camera.K1 * square) + (camera.K2 * square * square);
        double scale = camera.Focal * distortion;
        double bend = 2 * camera.Focal * (camera.K1 + (2 * camera.K2 * square));
        double across = bend * x * y;

        double factor = weight * depth;
        for (int side = 0; side < 2; side++)
        {
            // The cotangents of x and y, over the depth.
            double gx = factor * (side == 0 ? scale + (bend * x * x) : across);
            double gy = factor * (side == 0 ? across : scale + (bend * y * y));
            double gz = -((gx * x) + (gy * y));
            Span<double> row = jacobian.Slice(side * Width, Width);
            double axial = (ax * gx) + (ay * gy) + (az * gz);

            // The point goes back through the rotation the other way round.
            double bx = (cosine * gx) - (sine * ((ay * gz) - (az * gy))) + (axial * (1 - cosine) * ax);
            double by = (cosine * gy) - (sine * ((az * gx) - (ax * gz))) + (axial * (1 - cosine) * ay);
            double bz = (cosine * gz) - (sine * ((ax * gy) - (ay * gx))) + (axial * (1 - cosine) * az);
            row[3] = -bx;
            row[4] = -by;
            row[5] = -bz;
            row[11] = bx;
            row[12] = by;
            row[13] = bz;

            // The cross product of the point with its cotangent.
            double tx = (qy * gz) - (qz * gy);
            double ty = (qz * gx) - (qx * gz);
            double tz = (qx * gy) - (qy * gx);
            if (isTurned)
            {
                double dAngle = (cosine * ((cx * gx) + (cy * gy) + (cz * gz))) - (sine * ((qx * gx) + (qy * gy) + (qz * gz) - (dot * axial)));
                double dAxisX = (sine * tx) + ((1 - cosine) * ((axial * qx) + (dot * gx)));
                double dAxisY = (sine * ty) + ((1 - cosine) * ((axial * qy) + (dot * gy)));
                double dAxisZ = (sine * tz) + ((1 - cosine) * ((axial * qz) + (dot * gz)));
                double length = dAngle - (inverse * ((ax * dAxisX) + (ay * dAxisY) + (az * dAxisZ)));
                tx = (ax * length) + (inverse * dAxisX);
                ty = (ay * length) + (inverse * dAxisY);
                tz = (az * length) + (inverse * dAxisZ);
            }

            row[0] = tx;
            row[1] = ty;
            row[2] = tz;
            double direction = side == 0 ? x : y;
            row[6] = weight * distortion * direction;
            row[7] = side == 0 ? weight : 0;
            row[8] = side == 0 ? 0 : weight;
            row[9] = weight * camera.Focal * square * direction;
            row[10] = weight * camera.Focal * square * square * direction;
            row[14] = side == 0 ? (scale * x) + camera.U - seenX : (scale * y) + camera.V - seenY;
        }
    }
}
